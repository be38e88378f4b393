package io.freshet.salon.attendance;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.settings.BusinessTime;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** One of the staff on one business day. */
@Entity
public class Attendance extends TenantOwned {

    private long staffId;
    private LocalDate businessDate;

    @Enumerated(EnumType.STRING)
    private AttendanceStatus status;

    private @Nullable Instant cameAt;
    private @Nullable Instant wentAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Attendance() {}

    Attendance(NewAttendance attendance, LocalDate businessDate) {
        this.staffId = attendance.staffId();
        this.businessDate = businessDate;
        this.status = attendance.status();
        this.cameAt = attendance.cameAt();
        this.wentAt = attendance.wentAt();
        requireOrder();
    }

    /** Somebody comes. */
    Attendance(long staffId, BusinessTime time) {
        this.staffId = staffId;
        this.businessDate = time.date();
        this.status = AttendanceStatus.PRESENT;
        this.cameAt = time.instant();
    }

    void change(AttendancePatch patch) {
        status = requireNonNullElse(patch.status(), status);
        cameAt = patch.cameAt() == null ? cameAt : patch.cameAt();
        wentAt = patch.wentAt() == null ? wentAt : patch.wentAt();
        requireOrder();
    }

    /** Somebody comes or goes: the first time of the day is that of coming, the last that of going. */
    void mark(Instant at) {
        if (cameAt == null) {
            cameAt = at;
        } else {
            wentAt = at;
        }
        status = AttendanceStatus.PRESENT;
    }

    private void requireOrder() {
        if (wentAt != null && (cameAt == null || wentAt.isBefore(cameAt))) {
            throw new ConflictException("Nobody goes before having come");
        }
    }

    AttendanceView view() {
        return new AttendanceView(id(), staffId, businessDate, status, cameAt, wentAt, version());
    }
}
