package io.freshet.salon.dashboard;

import io.freshet.salon.staff.Staff;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

interface StaffFigures extends Repository<Staff, Long> {

    /** How many of something one of the staff had. */
    record Tally(long staffId, long total, long completed) {}

    /** The services that one of the staff did. */
    record Work(long staffId, long services, long workMinor) {}

    @Query("from Staff s where s.active order by s.name, s.id")
    List<Staff> active();

    @Query("""
            select new io.freshet.salon.dashboard.StaffFigures$Tally(
                a.staffId, count(a), count(a) filter (where a.status = COMPLETED))
            from Appointment a
            where a.businessDate = :date
            group by a.staffId""")
    List<Tally> appointments(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.StaffFigures$Tally(
                w.staffId, count(w), count(w) filter (where w.status = COMPLETED))
            from WalkIn w
            where w.businessDate = :date and w.staffId is not null
            group by w.staffId""")
    List<Tally> walkIns(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.StaffFigures$Work(l.staffId, sum(l.quantity), sum(l.totalMinor))
            from BillLine l
            where l.businessDate = :date and l.staffId is not null and l.serviceId is not null
            group by l.staffId""")
    List<Work> work(LocalDate date);
}
