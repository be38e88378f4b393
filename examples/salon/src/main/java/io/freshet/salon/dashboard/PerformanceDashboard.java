package io.freshet.salon.dashboard;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.salon.appointment.Appointment;
import io.freshet.salon.appointment.WalkIn;
import io.freshet.salon.catalog.SalonService;
import io.freshet.salon.pos.Bill;
import io.freshet.salon.pos.BillLine;
import io.freshet.salon.staff.Staff;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Which services and which of the staff did best. */
@Service
@Transactional(readOnly = true)
public class PerformanceDashboard {

    private final ServiceFigures services;
    private final StaffFigures staff;

    PerformanceDashboard(ServiceFigures services, StaffFigures staff) {
        this.services = services;
        this.staff = staff;
    }

    @Cached(
            cache = "dashboard:top_services:{date}:{limit}",
            ttl = "60s",
            dependsOn = {Bill.class, BillLine.class, SalonService.class})
    public List<TopService> topServices(LocalDate date, int limit) {
        return services.top(date, Limit.of(limit));
    }

    @Cached(
            cache = "dashboard:staff_performance:{date}",
            ttl = "60s",
            dependsOn = {BillLine.class, Staff.class})
    @DependsOn(
            entity = Appointment.class,
            columns = {"businessDate", "staffId", "status"})
    @DependsOn(
            entity = WalkIn.class,
            columns = {"businessDate", "staffId", "status"})
    public List<StaffPerformance> staffPerformance(LocalDate date) {
        var appointments = staff.appointments(date).stream().collect(toMap(StaffFigures.Tally::staffId, identity()));
        var walkIns = staff.walkIns(date).stream().collect(toMap(StaffFigures.Tally::staffId, identity()));
        var work = staff.work(date).stream().collect(toMap(StaffFigures.Work::staffId, identity()));
        return staff.active().stream()
                .map(one -> {
                    var nothing = new StaffFigures.Tally(one.id(), 0, 0);
                    return performance(
                            one,
                            appointments.getOrDefault(one.id(), nothing),
                            walkIns.getOrDefault(one.id(), nothing),
                            work.getOrDefault(one.id(), new StaffFigures.Work(one.id(), 0, 0)));
                })
                .toList();
    }

    private static StaffPerformance performance(
            Staff one, StaffFigures.Tally appointments, StaffFigures.Tally walkIns, StaffFigures.Work work) {
        return new StaffPerformance(
                one.id(),
                one.name(),
                appointments.total(),
                appointments.completed(),
                walkIns.total(),
                walkIns.completed(),
                work.services(),
                work.workMinor());
    }
}
