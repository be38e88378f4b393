package io.freshet.salon.staff;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

/** Somebody who works in the salon. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Staff extends TenantOwned {

    private String name;
    private String title;
    private boolean active;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Staff() {}

    public String name() {
        return name;
    }
}
