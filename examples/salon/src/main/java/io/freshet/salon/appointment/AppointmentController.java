package io.freshet.salon.appointment;

import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;

/** The appointments of the tenant. */
@RestController
@RequestMapping("/api/appointments")
class AppointmentController {

    private final AppointmentBook book;
    private final AppointmentDesk desk;
    private final BusinessClock clock;

    AppointmentController(AppointmentBook book, AppointmentDesk desk, BusinessClock clock) {
        this.book = book;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping
    Paged<AppointmentView> list(
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return book.list(date != null ? date : clock.today(), page, size);
    }

    @GetMapping("/{id}")
    AppointmentView find(@PathVariable long id) {
        return book.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AppointmentView add(@Valid @RequestBody NewAppointment appointment) {
        return book.add(appointment);
    }

    @PatchMapping("/{id}")
    AppointmentView change(@PathVariable long id, @Valid @RequestBody AppointmentPatch patch) {
        return book.change(id, patch);
    }

    @PatchMapping("/{id}/notes")
    AppointmentView changeNotes(@PathVariable long id, @Valid @RequestBody NotesPatch patch) {
        return book.changeNotes(id, patch);
    }

    @PostMapping("/{id}/reschedule")
    AppointmentView reschedule(@PathVariable long id, @Valid @RequestBody Rescheduling target) {
        return book.reschedule(id, target);
    }

    @PostMapping("/{id}/check-in")
    AppointmentView checkIn(@PathVariable long id) {
        return desk.checkIn(id);
    }

    @PostMapping("/{id}/start")
    AppointmentView start(@PathVariable long id) {
        return desk.start(id);
    }

    @PostMapping("/{id}/complete")
    AppointmentView complete(@PathVariable long id) {
        return desk.complete(id);
    }

    @PostMapping("/{id}/cancel")
    AppointmentView cancel(@PathVariable long id) {
        return desk.cancel(id);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        book.delete(id);
    }
}
