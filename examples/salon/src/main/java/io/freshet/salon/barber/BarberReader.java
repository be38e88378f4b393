package io.freshet.salon.barber;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.salon.appointment.Appointment;
import io.freshet.salon.booking.Booking;
import io.freshet.salon.calendar.Shift;
import io.freshet.salon.calendar.Slot;
import io.freshet.salon.calendar.TimeOff;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Reads the days of a barber. Whoever is no barber of this tenant works on none. Each result depends on the rows of its barber only. */
@Service
@Transactional(readOnly = true)
public class BarberReader {

    private final BarberTimes times;

    BarberReader(BarberTimes times) {
        this.times = times;
    }

    /** What is free on the date, whether it is past or not. */
    @Cached(cache = "availability:barber:{barberId}:date:{date}", ttl = "60s")
    @ReadsBarbersDay
    @DependsOn(
            entity = Booking.class,
            by = {"staffId=barberId", "businessDate=date"},
            columns = {"businessMinute", "durationMinutes", "status"})
    @DependsOn(entity = Shift.class, by = "staffId=barberId")
    @DependsOn(entity = TimeOff.class, by = "staffId=barberId")
    public Availability availability(long barberId, LocalDate date) {
        var free = shift(barberId, date)
                .filter(shift -> times.daysOff(barberId, date, date).isEmpty())
                .map(shift -> FreeTime.between(shift.startMinute(), shift.endMinute(), taken(barberId, date)))
                .orElse(List.of());
        return new Availability(barberId, date, free);
    }

    /** The times that open appointments take. */
    @Cached(cache = "booked_slots:barber:{barberId}:date:{date}", ttl = "60s")
    @ReadsBarbersDay
    public List<BookedSlot> bookedSlots(long barberId, LocalDate date) {
        return times.booked(barberId, date).stream()
                .map(booked -> new BookedSlot(
                        Slot.timeOf(booked.startMinute()),
                        Slot.timeOf(booked.startMinute() + booked.minutes()),
                        booked.status()))
                .toList();
    }

    /** The week of this name, as {@code 2026-W48}. */
    @Cached(cache = "schedule:barber:{barberId}:week:{week}", ttl = "10m")
    @DependsOn(
            entity = Appointment.class,
            by = "staffId=barberId",
            columns = {"businessDate", "durationMinutes", "status"})
    @DependsOn(entity = Shift.class, by = "staffId=barberId")
    @DependsOn(entity = TimeOff.class, by = "staffId=barberId")
    public BarberWeek week(long barberId, String week) {
        var days = IsoWeek.parse(week);
        var shifts = times.shifts(barberId).stream().collect(toMap(BarberTimes.Shift::weekday, identity()));
        var daysOff = times.daysOff(barberId, days.monday(), days.sunday());
        var loads = times.loads(barberId, days.monday(), days.sunday()).stream()
                .collect(toMap(BarberTimes.DayLoad::date, identity()));
        return new BarberWeek(
                barberId,
                week,
                days.days().map(date -> day(date, shifts, daysOff, loads)).toList());
    }

    @Cached(cache = "appointment_stats:barber:{barberId}", ttl = "5m")
    @DependsOn(entity = Appointment.class, by = "staffId=barberId", columns = "status")
    public AppointmentStats appointmentStats(long barberId) {
        return times.stats(barberId);
    }

    private Optional<BarberTimes.Shift> shift(long barberId, LocalDate date) {
        int weekday = date.getDayOfWeek().getValue();
        return times.shifts(barberId).stream()
                .filter(shift -> shift.weekday() == weekday)
                .findFirst();
    }

    private List<BarberTimes.Span> taken(long barberId, LocalDate date) {
        var appointments = times.booked(barberId, date).stream()
                .map(booked -> new BarberTimes.Span(booked.startMinute(), booked.minutes()));
        return Stream.concat(appointments, times.bookedOnline(barberId, date).stream())
                .toList();
    }

    private static BarberWeek.BarberDay day(
            LocalDate date,
            Map<Integer, BarberTimes.Shift> shifts,
            List<BarberTimes.DaysOff> daysOff,
            Map<LocalDate, BarberTimes.DayLoad> loads) {
        var off = daysOff.stream()
                .filter(days -> !date.isBefore(days.from()) && !date.isAfter(days.to()))
                .findFirst();
        var shift =
                Optional.ofNullable(shifts.get(date.getDayOfWeek().getValue())).filter(works -> off.isEmpty());
        var load = loads.getOrDefault(date, new BarberTimes.DayLoad(date, 0, 0));
        return new BarberWeek.BarberDay(
                date,
                shift.map(works -> Slot.timeOf(works.startMinute())).orElse(null),
                shift.map(works -> Slot.timeOf(works.endMinute())).orElse(null),
                off.map(BarberTimes.DaysOff::reason).orElse(null),
                load.appointments(),
                load.minutes());
    }
}
