package io.freshet.salon.catalog;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

import static java.util.Objects.requireNonNullElse;

/** What a service costs and how long it takes when a certain one of the staff does it. */
@Entity
public class StaffTemplate extends TenantOwned {

    private long serviceId;
    private long staffId;
    private long priceMinor;
    private int durationMinutes;

    protected StaffTemplate() {}

    StaffTemplate(long serviceId, NewStaffTemplate template) {
        this.serviceId = serviceId;
        this.staffId = template.staffId();
        this.priceMinor = template.priceMinor();
        this.durationMinutes = template.durationMinutes();
    }

    void change(StaffTemplatePatch patch) {
        priceMinor = requireNonNullElse(patch.priceMinor(), priceMinor);
        durationMinutes = requireNonNullElse(patch.durationMinutes(), durationMinutes);
    }

    long serviceId() {
        return serviceId;
    }

    long staffId() {
        return staffId;
    }

    long priceMinor() {
        return priceMinor;
    }

    int durationMinutes() {
        return durationMinutes;
    }

    StaffTemplateView view() {
        return new StaffTemplateView(id(), staffId, priceMinor, durationMinutes, version());
    }
}
