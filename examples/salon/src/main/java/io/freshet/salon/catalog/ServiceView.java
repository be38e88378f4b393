package io.freshet.salon.catalog;

import java.util.List;

/** A service with its addons and staff templates, as the API shows it. */
public record ServiceView(
        long id,
        long categoryId,
        String name,
        long priceMinor,
        int durationMinutes,
        boolean active,
        long version,
        List<AddonView> addons,
        List<StaffTemplateView> staffTemplates) {

    public ServiceView {
        addons = List.copyOf(addons);
        staffTemplates = List.copyOf(staffTemplates);
    }
}
