package io.freshet.salon.appointment;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** A time that is kept for a client. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Appointment extends TenantOwned {

    private @Nullable Long clientId;
    private long staffId;
    private @Nullable Long serviceId;
    private LocalDate businessDate;
    private Instant startsAt;

    @Enumerated(EnumType.STRING)
    private AppointmentStatus status;

    private String notes;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Appointment() {}
}
