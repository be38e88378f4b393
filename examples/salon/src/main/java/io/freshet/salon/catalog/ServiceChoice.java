package io.freshet.salon.catalog;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a customer wants: a service, with addons, done by somebody or by anybody. */
public record ServiceChoice(long serviceId, @Nullable Long staffId, List<Long> addonIds) {

    public ServiceChoice {
        addonIds = List.copyOf(addonIds);
    }
}
