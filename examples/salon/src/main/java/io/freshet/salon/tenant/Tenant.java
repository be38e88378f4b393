package io.freshet.salon.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

import java.time.ZoneId;

/** A salon of the chain: what all data is separated by. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Tenant {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;
    private String timeZone;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Tenant() {}

    /** A new salon. */
    public Tenant(String name, ZoneId zone) {
        this.name = name;
        this.timeZone = zone.getId();
    }

    /** The primary key, 0 before the row is inserted. */
    public long id() {
        return id;
    }

    /** The zone in which the business day of this tenant begins and ends. */
    ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
