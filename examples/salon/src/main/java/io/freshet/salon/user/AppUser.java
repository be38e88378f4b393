package io.freshet.salon.user;

import io.freshet.salon.tenant.Versioned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;

import static java.util.Objects.requireNonNullElse;

/** Somebody who can log in. Looked up before there is a tenant, so it is the one tenant's row that names its tenant by hand. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
class AppUser implements Versioned {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long tenantId;
    private String email;
    private String name;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected AppUser() {}

    AppUser(long tenantId, NewUser user, String passwordHash) {
        this.tenantId = tenantId;
        this.email = Accounts.normal(user.email());
        this.name = user.name();
        this.passwordHash = passwordHash;
        this.role = user.role();
    }

    void change(UserPatch patch) {
        email = patch.email() == null ? email : Accounts.normal(patch.email());
        name = requireNonNullElse(patch.name(), name);
        role = requireNonNullElse(patch.role(), role);
    }

    long id() {
        return id;
    }

    String passwordHash() {
        return passwordHash;
    }

    Role role() {
        return role;
    }

    boolean isOwner() {
        return role == Role.OWNER;
    }

    @Override
    public long version() {
        return version;
    }

    Account account() {
        return new Account(id, tenantId, role);
    }

    UserView view() {
        return new UserView(id, email, name, role, version);
    }
}
