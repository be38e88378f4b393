package io.freshet.salon.booking;

import io.freshet.annotation.Cached;
import io.freshet.salon.calendar.Slot;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.SettingsService;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the online bookings. What the cached reads depend on is observed. */
@Service
@Transactional(readOnly = true)
public class BookingReader {

    private static final Sort BY_TIME = Sort.by("businessMinute", "id");
    private static final int HALF_AN_HOUR = 30;

    private final BookingRepository bookings;
    private final SettingsService settings;

    BookingReader(BookingRepository bookings, SettingsService settings) {
        this.bookings = bookings;
        this.settings = settings;
    }

    public Paged<BookingView> list(LocalDate date, int page, int size) {
        return Paged.of(bookings.findByBusinessDate(date, PageRequest.of(page, size, BY_TIME))
                .map(Booking::view));
    }

    public BookingView find(long id) {
        return bookings.findById(id).map(Booking::view).orElseThrow(() -> new NotFoundException("booking", id));
    }

    /** The bookings from a day to another, both included. */
    @Cached(cache = "booking:stats:{from}:{to}", ttl = "5m")
    public BookingStats stats(LocalDate from, LocalDate to) {
        return bookings.stats(from, to);
    }

    @Cached(cache = "booking:availability:{date}", ttl = "60s")
    public DayAvailability availability(LocalDate date) {
        var hours = settings.current();
        var taken = bookings.times(date);
        var halfHours = IntStream.iterate(
                        Slot.minuteOf(hours.opensAt()),
                        minute -> minute < Slot.minuteOf(hours.closesAt()),
                        minute -> minute + HALF_AN_HOUR)
                .mapToObj(minute -> new DayAvailability.HalfHour(Slot.timeOf(minute), countAt(minute, taken)))
                .toList();
        return new DayAvailability(date, hours.opensAt(), hours.closesAt(), halfHours);
    }

    private static long countAt(int minute, List<BookingRepository.Time> taken) {
        return taken.stream()
                .filter(time ->
                        time.startMinute() < minute + HALF_AN_HOUR && time.startMinute() + time.minutes() > minute)
                .count();
    }
}
