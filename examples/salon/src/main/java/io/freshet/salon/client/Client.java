package io.freshet.salon.client;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Somebody who comes to the salon and is known by name. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Client extends TenantOwned {

    private String name;
    private @Nullable String email;
    private @Nullable String phone;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Client() {}

    public String name() {
        return name;
    }
}
