package io.freshet.salon.dashboard;

import io.freshet.salon.appointment.Appointment;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;

interface VisitFigures extends Repository<Appointment, Long> {

    /** The appointments of a day. */
    record Appointments(long total, long completed, long noShows) {}

    /** The walk-ins of a day. */
    record WalkIns(long total, long waiting) {}

    @Query("""
            select new io.freshet.salon.dashboard.VisitFigures$Appointments(
                count(a),
                count(a) filter (where a.status = COMPLETED),
                count(a) filter (where a.status = NO_SHOW))
            from Appointment a
            where a.businessDate = :date""")
    Appointments appointments(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.VisitFigures$WalkIns(
                count(w), count(w) filter (where w.status = WAITING))
            from WalkIn w
            where w.businessDate = :date""")
    WalkIns walkIns(LocalDate date);
}
