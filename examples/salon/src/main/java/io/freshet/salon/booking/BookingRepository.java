package io.freshet.salon.booking;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

interface BookingRepository extends Repository<Booking, Long> {

    /** When a booking begins, and how long it takes. */
    record Time(int startMinute, int minutes) {}

    Optional<Booking> findById(long id);

    Page<Booking> findByBusinessDate(LocalDate date, Pageable page);

    @Query("""
            select new io.freshet.salon.booking.BookingStats(
                count(b),
                count(b) filter (where b.status = PENDING),
                count(b) filter (where b.status = CONFIRMED),
                count(b) filter (where b.status = CANCELLED),
                count(distinct b.staffId))
            from Booking b
            where b.businessDate between :from and :to""")
    BookingStats stats(LocalDate from, LocalDate to);

    @Query("""
            select new io.freshet.salon.booking.BookingRepository$Time(b.businessMinute, b.durationMinutes)
            from Booking b
            where b.businessDate = :date and b.status in (PENDING, CONFIRMED)""")
    List<Time> times(LocalDate date);

    Booking save(Booking booking);

    Booking saveAndFlush(Booking booking);
}
