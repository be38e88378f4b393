package io.freshet.salon.attendance;

import io.freshet.annotation.DependsOn;
import io.freshet.salon.policy.PersonalData;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.YearMonth;
import java.util.List;

/** Reads who of the staff was there when. */
@Service
@Transactional(readOnly = true)
public class AttendanceReader {

    private final AttendanceRepository attendances;

    AttendanceReader(AttendanceRepository attendances) {
        this.attendances = attendances;
    }

    /** The days of a month on which something is known of one of the staff. Nobody else's coming and going touches it. */
    @PersonalData("attendance:{staffId}:{month}")
    @DependsOn(entity = Attendance.class, by = "staffId")
    public List<AttendanceView> month(long staffId, YearMonth month) {
        return attendances
                .findByStaffIdAndBusinessDateBetweenOrderByBusinessDateAsc(
                        staffId, month.atDay(1), month.atEndOfMonth())
                .stream()
                .map(Attendance::view)
                .toList();
    }
}
