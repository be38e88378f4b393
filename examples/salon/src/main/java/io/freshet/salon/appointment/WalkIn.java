package io.freshet.salon.appointment;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** A customer who came without an appointment. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class WalkIn extends TenantOwned {

    private @Nullable Long staffId;
    private @Nullable Long serviceId;
    private String customerName;
    private LocalDate businessDate;
    private Instant arrivedAt;

    @Enumerated(EnumType.STRING)
    private WalkInStatus status;

    private String notes;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected WalkIn() {}
}
