package io.freshet.salon.staff;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.hibernate.annotations.SoftDelete;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/** Somebody who works in the salon. Deleted ones stay in the table, since bills and appointments refer to them. */
@Entity
@SoftDelete
@SuppressWarnings("unused") // some columns are read by queries only
public class Staff extends TenantOwned {

    private String name;
    private String title;
    private boolean active = true;
    private @Nullable Long userId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Staff() {}

    Staff(NewStaff staff) {
        this.name = staff.name();
        this.title = staff.title();
        this.userId = staff.userId();
    }

    void change(StaffPatch patch) {
        name = requireNonNullElse(patch.name(), name);
        title = requireNonNullElse(patch.title(), title);
        active = requireNonNullElse(patch.active(), active);
        userId = patch.userId() == null ? userId : patch.userId();
    }

    /** No longer stands for a user, who may become another one of the staff. */
    void leave() {
        userId = null;
    }

    public String name() {
        return name;
    }

    StaffView view() {
        return new StaffView(id(), name, title, active, userId, version());
    }
}
