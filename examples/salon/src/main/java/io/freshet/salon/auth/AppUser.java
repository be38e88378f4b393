package io.freshet.salon.auth;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/** Somebody who can log in. Looked up before there is a tenant, so it is the one tenant's row that names its tenant by hand. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
class AppUser {

    @Id
    private long id;

    private long tenantId;
    private String email;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected AppUser() {}

    long id() {
        return id;
    }

    long tenantId() {
        return tenantId;
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return role;
    }
}
