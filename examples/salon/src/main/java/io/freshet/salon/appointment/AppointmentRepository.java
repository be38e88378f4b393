package io.freshet.salon.appointment;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.Optional;

interface AppointmentRepository extends Repository<Appointment, Long> {

    Optional<Appointment> findById(long id);

    Page<Appointment> findByBusinessDate(LocalDate date, Pageable page);

    Appointment save(Appointment appointment);

    Appointment saveAndFlush(Appointment appointment);

    void delete(Appointment appointment);
}
