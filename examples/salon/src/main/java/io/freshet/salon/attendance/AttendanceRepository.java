package io.freshet.salon.attendance;

import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

interface AttendanceRepository extends Repository<Attendance, Long> {

    Optional<Attendance> findById(long id);

    Optional<Attendance> findByStaffIdAndBusinessDate(long staffId, LocalDate date);

    List<Attendance> findByStaffIdAndBusinessDateBetweenOrderByBusinessDateAsc(
            long staffId, LocalDate from, LocalDate to);

    Attendance saveAndFlush(Attendance attendance);
}
