package io.freshet.salon.catalog;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.hibernate.annotations.SoftDelete;

import static java.util.Objects.requireNonNullElse;

/** A group of services. Deleted ones stay in the table, since bills refer to their services. */
@Entity
@SoftDelete
public class Category extends TenantOwned {

    private String name;
    private int position;
    private boolean active = true;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Category() {}

    Category(NewCategory category) {
        this.name = category.name();
        this.position = requireNonNullElse(category.position(), 0);
    }

    void change(CategoryPatch patch) {
        name = requireNonNullElse(patch.name(), name);
        position = requireNonNullElse(patch.position(), position);
        active = requireNonNullElse(patch.active(), active);
    }

    String name() {
        return name;
    }

    int position() {
        return position;
    }

    boolean isActive() {
        return active;
    }
}
