package io.freshet.salon.barber;

import io.freshet.salon.appointment.Appointment;
import io.freshet.salon.appointment.AppointmentStatus;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

interface BarberTimes extends Repository<Appointment, Long> {

    /** A part of a day, in minutes of that day. */
    record Span(int startMinute, int minutes) {

        int endMinute() {
            return startMinute + minutes;
        }
    }

    /** An appointment that takes time. */
    record Booked(int startMinute, int minutes, AppointmentStatus status) {}

    /** What of a day is taken by appointments. */
    record DayLoad(LocalDate date, long appointments, long minutes) {}

    /** When a barber works on a day of the week, Monday being 1. */
    record Shift(int weekday, int startMinute, int endMinute) {}

    /** Days off, the last one included. */
    record DaysOff(LocalDate from, LocalDate to, String reason) {}

    @Query("""
            select new io.freshet.salon.barber.BarberTimes$Booked(a.businessMinute, a.durationMinutes, a.status)
            from Appointment a
            where a.staffId = :barberId and a.businessDate = :date and a.status in (BOOKED, CHECKED_IN, IN_PROGRESS)
            order by a.businessMinute""")
    List<Booked> booked(long barberId, LocalDate date);

    @Query("""
            select new io.freshet.salon.barber.BarberTimes$Span(b.businessMinute, b.durationMinutes)
            from Booking b
            where b.staffId = :barberId and b.businessDate = :date and b.status in (PENDING, CONFIRMED)""")
    List<Span> bookedOnline(long barberId, LocalDate date);

    @Query("""
            select new io.freshet.salon.barber.BarberTimes$Shift(s.weekday, s.startMinute, s.endMinute)
            from Shift s
            where s.staffId = :barberId""")
    List<Shift> shifts(long barberId);

    @Query("""
            select new io.freshet.salon.barber.BarberTimes$DaysOff(t.firstDate, t.lastDate, t.reason)
            from TimeOff t
            where t.staffId = :barberId and t.firstDate <= :to and t.lastDate >= :from
            order by t.firstDate, t.id""")
    List<DaysOff> daysOff(long barberId, LocalDate from, LocalDate to);

    @Query("""
            select new io.freshet.salon.barber.BarberTimes$DayLoad(
                a.businessDate, count(a), sum(a.durationMinutes))
            from Appointment a
            where a.staffId = :barberId and a.businessDate between :from and :to
              and a.status not in (CANCELLED, NO_SHOW)
            group by a.businessDate""")
    List<DayLoad> loads(long barberId, LocalDate from, LocalDate to);

    @Query("""
            select new io.freshet.salon.barber.AppointmentStats(
                count(a),
                count(a) filter (where a.status in (BOOKED, CHECKED_IN, IN_PROGRESS)),
                count(a) filter (where a.status = COMPLETED),
                count(a) filter (where a.status = CANCELLED),
                count(a) filter (where a.status = NO_SHOW))
            from Appointment a
            where a.staffId = :barberId""")
    AppointmentStats stats(long barberId);
}
