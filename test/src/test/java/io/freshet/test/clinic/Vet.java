package io.freshet.test.clinic;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A vet. */
@Entity
public class Vet {

    @Id
    private long id;

    private String name = "";

    /** For JPA. */
    protected Vet() {}

    /** A vet. */
    public Vet(long id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Its number. */
    public long id() {
        return id;
    }

    /** Its name. */
    public String name() {
        return name;
    }
}
