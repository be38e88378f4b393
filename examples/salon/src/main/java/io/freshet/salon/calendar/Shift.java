package io.freshet.salon.calendar;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import java.time.DayOfWeek;

/** When one of the staff works on a day of the week. Days without one are days off. */
@Entity
@Table(name = "schedule")
public class Shift extends TenantOwned {

    @SuppressWarnings("UnusedVariable") // a query reads it
    private long staffId;

    private int weekday;
    private int startMinute;
    private int endMinute;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Shift() {}

    Shift(long staffId, NewSchedule.Workday day) {
        this.staffId = staffId;
        this.weekday = day.weekday().getValue();
        change(day);
    }

    final void change(NewSchedule.Workday day) {
        startMinute = Slot.minuteOf(day.startsAt());
        endMinute = Slot.minuteOf(day.endsAt());
    }

    DayOfWeek weekday() {
        return DayOfWeek.of(weekday);
    }

    boolean contains(Slot slot) {
        return startMinute <= slot.startMinute() && slot.endMinute() <= endMinute;
    }

    ShiftView view() {
        return new ShiftView(weekday(), Slot.timeOf(startMinute), Slot.timeOf(endMinute));
    }
}
