package io.freshet.salon.booking;

import io.freshet.salon.problem.InvalidRequestException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;

/** The online bookings. A date that is left out means today. */
@RestController
@RequestMapping("/api/bookings")
class BookingController {

    private final BookingReader reader;
    private final BookingService bookings;
    private final BusinessClock clock;

    BookingController(BookingReader reader, BookingService bookings, BusinessClock clock) {
        this.reader = reader;
        this.bookings = bookings;
        this.clock = clock;
    }

    @GetMapping
    Paged<BookingView> list(
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return reader.list(orToday(date), page, size);
    }

    @GetMapping("/{id}")
    BookingView find(@PathVariable long id) {
        return reader.find(id);
    }

    @GetMapping("/stats")
    BookingStats stats(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        var last = orToday(to);
        var first = from != null ? from : last.minusDays(30);
        if (first.isAfter(last)) {
            throw new InvalidRequestException("The days end before they begin");
        }
        return reader.stats(first, last);
    }

    @GetMapping("/availability")
    DayAvailability availability(@RequestParam(required = false) @Nullable LocalDate date) {
        return reader.availability(orToday(date));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BookingView book(@Valid @RequestBody NewBooking booking) {
        return bookings.book(booking);
    }

    @PostMapping("/{id}/confirm")
    BookingView confirm(@PathVariable long id) {
        return bookings.confirm(id);
    }

    @PostMapping("/{id}/cancel")
    BookingView cancel(@PathVariable long id) {
        return bookings.cancel(id);
    }

    private LocalDate orToday(@Nullable LocalDate date) {
        return date != null ? date : clock.today();
    }
}
