package io.freshet.salon.calendar;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

interface TimeOffRepository extends Repository<TimeOff, Long> {

    Optional<TimeOff> findByIdAndStaffId(long id, long staffId);

    List<TimeOff> findByStaffIdOrderByFirstDateAscIdAsc(long staffId);

    @Query("""
            select count(t) from TimeOff t
            where t.staffId = :staffId and t.firstDate <= :date and t.lastDate >= :date""")
    long daysOffOn(long staffId, LocalDate date);

    TimeOff save(TimeOff days);

    void delete(TimeOff days);
}
