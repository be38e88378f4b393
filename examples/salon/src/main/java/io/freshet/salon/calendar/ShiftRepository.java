package io.freshet.salon.calendar;

import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

interface ShiftRepository extends Repository<Shift, Long> {

    List<Shift> findByStaffIdOrderByWeekday(long staffId);

    Optional<Shift> findByStaffIdAndWeekday(long staffId, int weekday);

    Shift save(Shift shift);

    void delete(Shift shift);
}
