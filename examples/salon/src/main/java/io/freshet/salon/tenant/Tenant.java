package io.freshet.salon.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** A salon of the chain: what all data is separated by. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Tenant {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Tenant() {}

    /** A new salon. */
    public Tenant(String name) {
        this.name = name;
    }

    /** The primary key, 0 before the row is inserted. */
    public long id() {
        return id;
    }
}
