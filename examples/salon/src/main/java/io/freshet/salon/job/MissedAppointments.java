package io.freshet.salon.job;

import io.freshet.salon.appointment.Appointment;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;

interface MissedAppointments extends Repository<Appointment, Long> {

    @Modifying
    @Transactional
    @Query("""
            update Appointment a set a.status = NO_SHOW, a.version = a.version + 1
            where a.status = BOOKED and a.businessDate < :today""")
    int mark(LocalDate today);
}
