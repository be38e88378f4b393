package io.freshet.salon.supplier;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/** Somebody who delivers goods to the salon. */
@Entity
public class Supplier extends TenantOwned {

    private String name;
    private @Nullable String email;
    private @Nullable String phone;
    private boolean active = true;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Supplier() {}

    Supplier(NewSupplier supplier) {
        this.name = supplier.name();
        this.email = supplier.email();
        this.phone = supplier.phone();
    }

    void change(SupplierPatch patch) {
        name = requireNonNullElse(patch.name(), name);
        email = patch.email() != null ? patch.email() : email;
        phone = patch.phone() != null ? patch.phone() : phone;
        active = requireNonNullElse(patch.active(), active);
    }

    public String name() {
        return name;
    }

    SupplierView view() {
        return new SupplierView(id(), name, email, phone, active, version());
    }
}
