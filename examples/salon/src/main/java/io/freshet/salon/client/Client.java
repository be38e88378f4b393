package io.freshet.salon.client;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

import static java.util.Objects.requireNonNullElse;

/** Somebody who comes to the salon and is known by name. */
@Entity
public class Client extends TenantOwned {

    private String name;
    private @Nullable String email;
    private @Nullable String phone;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Client() {}

    Client(NewClient client, Instant createdAt) {
        this.name = client.name();
        this.email = client.email();
        this.phone = client.phone();
        this.createdAt = createdAt;
    }

    void change(ClientPatch patch) {
        name = requireNonNullElse(patch.name(), name);
        email = patch.email() == null ? email : patch.email();
        phone = patch.phone() == null ? phone : patch.phone();
    }

    public String name() {
        return name;
    }

    ClientView view() {
        return new ClientView(id(), name, email, phone, createdAt, version());
    }
}
