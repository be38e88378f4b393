package io.freshet.salon.catalog;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.SoftDelete;

import static java.util.Objects.requireNonNullElse;

/** Something that the salon does for a price. Deleted ones stay in the table, since bills refer to them. */
@Entity
@Table(name = "service")
@SoftDelete
public class SalonService extends TenantOwned {

    private long categoryId;
    private String name;
    private long priceMinor;
    private int durationMinutes;
    private boolean active = true;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected SalonService() {}

    SalonService(NewService service) {
        this.categoryId = service.categoryId();
        this.name = service.name();
        this.priceMinor = service.priceMinor();
        this.durationMinutes = service.durationMinutes();
    }

    void change(ServicePatch patch) {
        categoryId = requireNonNullElse(patch.categoryId(), categoryId);
        name = requireNonNullElse(patch.name(), name);
        priceMinor = requireNonNullElse(patch.priceMinor(), priceMinor);
        durationMinutes = requireNonNullElse(patch.durationMinutes(), durationMinutes);
        active = requireNonNullElse(patch.active(), active);
    }

    long categoryId() {
        return categoryId;
    }

    String name() {
        return name;
    }

    long priceMinor() {
        return priceMinor;
    }

    int durationMinutes() {
        return durationMinutes;
    }

    boolean isActive() {
        return active;
    }
}
