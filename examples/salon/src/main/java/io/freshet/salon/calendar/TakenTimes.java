package io.freshet.salon.calendar;

import io.freshet.salon.staff.Staff;
import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.Optional;

/** What takes the time of the staff. */
interface TakenTimes extends Repository<Staff, Long> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Staff s where s.id = :staffId")
    Optional<Staff> lock(long staffId);

    @Query("""
            select count(a) from Appointment a
            where a.staffId = :staffId and a.businessDate = :date and a.id <> :except
              and a.status in (BOOKED, CHECKED_IN, IN_PROGRESS)
              and a.businessMinute < :endMinute and a.businessMinute + a.durationMinutes > :startMinute""")
    long appointments(long staffId, LocalDate date, int startMinute, int endMinute, long except);

    @Query("""
            select count(b) from Booking b
            where b.staffId = :staffId and b.businessDate = :date
              and b.status in (PENDING, CONFIRMED)
              and b.businessMinute < :endMinute and b.businessMinute + b.durationMinutes > :startMinute""")
    long bookings(long staffId, LocalDate date, int startMinute, int endMinute);
}
