package io.freshet.salon.calendar;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** Days on which one of the staff does not work, whatever the schedule says. */
@Entity
public class TimeOff extends TenantOwned {

    private long staffId;
    private LocalDate firstDate;
    private LocalDate lastDate;
    private String reason;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected TimeOff() {}

    TimeOff(long staffId, NewTimeOff days) {
        this.staffId = staffId;
        this.firstDate = days.from();
        this.lastDate = days.to();
        this.reason = requireNonNullElse(days.reason(), "");
    }

    TimeOffView view() {
        return new TimeOffView(id(), staffId, firstDate, lastDate, reason);
    }
}
