package io.freshet.salon.customer;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/** Somebody whom the front desk knows. */
@Entity
public class Customer extends TenantOwned {

    private String name;
    private @Nullable String phone;
    private @Nullable String email;
    private boolean wantsNews;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Customer() {}

    Customer(NewCustomer customer) {
        this.name = customer.name();
        this.phone = customer.phone();
        this.email = customer.email();
        this.wantsNews = requireNonNullElse(customer.wantsNews(), false);
    }

    void change(CustomerPatch patch) {
        name = requireNonNullElse(patch.name(), name);
        phone = patch.phone() == null ? phone : patch.phone();
        email = patch.email() == null ? email : patch.email();
        wantsNews = requireNonNullElse(patch.wantsNews(), wantsNews);
    }

    CustomerView view() {
        return new CustomerView(id(), name, phone, email, wantsNews, version());
    }
}
