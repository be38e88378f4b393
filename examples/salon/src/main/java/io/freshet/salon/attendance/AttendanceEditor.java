package io.freshet.salon.attendance;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.session.CurrentUser;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.staff.StaffDirectory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records who of the staff was there, corrects it, and lets them mark it themselves. */
@Service
@Transactional
public class AttendanceEditor {

    private final AttendanceRepository attendances;
    private final StaffDirectory staff;
    private final BusinessClock clock;

    AttendanceEditor(AttendanceRepository attendances, StaffDirectory staff, BusinessClock clock) {
        this.attendances = attendances;
        this.staff = staff;
        this.clock = clock;
    }

    public AttendanceView record(NewAttendance attendance) {
        staff.require(attendance.staffId());
        var date = attendance.date() != null ? attendance.date() : clock.today();
        return attendances.saveAndFlush(new Attendance(attendance, date)).view();
    }

    public AttendanceView change(long id, AttendancePatch patch) {
        var attendance = attendances.findById(id).orElseThrow(() -> new NotFoundException("attendance", id));
        attendance.requireVersion(patch.version());
        attendance.change(patch);
        return attendances.saveAndFlush(attendance).view();
    }

    /**
     * The user who asks comes or goes.
     *
     * @throws ConflictException if the user is none of the staff
     */
    public AttendanceView markMine() {
        long staffId = staff.ofUser(CurrentUser.id())
                .orElseThrow(() -> new ConflictException("You are none of the staff: have your user entered there"));
        var now = clock.now();
        var today = attendances.findByStaffIdAndBusinessDate(staffId, now.date());
        today.ifPresent(attendance -> attendance.mark(now.instant()));
        return attendances
                .saveAndFlush(today.orElseGet(() -> new Attendance(staffId, now)))
                .view();
    }
}
