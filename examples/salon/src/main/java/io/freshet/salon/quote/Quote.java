package io.freshet.salon.quote;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** An offer to a client. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Quote extends TenantOwned {

    private long clientId;

    @Enumerated(EnumType.STRING)
    private QuoteStatus status;

    private String title;
    private long totalMinor;
    private Instant createdAt;
    private @Nullable Instant acceptedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Quote() {}
}
