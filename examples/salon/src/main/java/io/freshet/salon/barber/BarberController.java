package io.freshet.salon.barber;

import io.freshet.salon.settings.BusinessClock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.List;

/** The days of a barber. A date that is left out means today, and a week this one. */
@RestController
@RequestMapping("/api/barbers/{id}")
class BarberController {

    private final BarberReader barbers;
    private final BusinessClock clock;

    BarberController(BarberReader barbers, BusinessClock clock) {
        this.barbers = barbers;
        this.clock = clock;
    }

    @GetMapping("/availability")
    Availability availability(@PathVariable long id, @RequestParam(required = false) @Nullable LocalDate date) {
        return barbers.availability(id, orToday(date));
    }

    @GetMapping("/booked-slots")
    List<BookedSlot> bookedSlots(@PathVariable long id, @RequestParam(required = false) @Nullable LocalDate date) {
        return barbers.bookedSlots(id, orToday(date));
    }

    @GetMapping("/schedule")
    BarberWeek week(@PathVariable long id, @RequestParam(required = false) @Nullable String week) {
        var days = week != null ? IsoWeek.parse(week) : new IsoWeek(clock.today());
        return barbers.week(id, days.toString());
    }

    @GetMapping("/appointment-stats")
    AppointmentStats appointmentStats(@PathVariable long id) {
        return barbers.appointmentStats(id);
    }

    private LocalDate orToday(@Nullable LocalDate date) {
        return date != null ? date : clock.today();
    }
}
