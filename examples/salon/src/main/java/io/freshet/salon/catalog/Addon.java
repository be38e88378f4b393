package io.freshet.salon.catalog;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

import static java.util.Objects.requireNonNullElse;

/** Something that can be added to a service. */
@Entity
public class Addon extends TenantOwned {

    private long serviceId;
    private String name;
    private long priceMinor;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Addon() {}

    Addon(long serviceId, NewAddon addon) {
        this.serviceId = serviceId;
        this.name = addon.name();
        this.priceMinor = addon.priceMinor();
    }

    void change(AddonPatch patch) {
        name = requireNonNullElse(patch.name(), name);
        priceMinor = requireNonNullElse(patch.priceMinor(), priceMinor);
    }

    long serviceId() {
        return serviceId;
    }

    String name() {
        return name;
    }

    long priceMinor() {
        return priceMinor;
    }

    AddonView view() {
        return new AddonView(id(), name, priceMinor, version());
    }
}
