package io.freshet.salon.attendance;

import io.freshet.salon.problem.ConflictException;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttendanceTests {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    @Test
    void firstMark_isComing_andTheLastIsGoing() {
        var day = new Attendance(new NewAttendance(1, DAY, AttendanceStatus.SICK, null, null), DAY);

        day.mark(NINE);
        assertThat(day.view().status()).isEqualTo(AttendanceStatus.PRESENT);
        assertThat(day.view().cameAt()).isEqualTo(NINE);
        assertThat(day.view().wentAt()).isNull();
        day.mark(NINE.plusSeconds(60));
        day.mark(NINE.plusSeconds(120));
        assertThat(day.view().cameAt()).isEqualTo(NINE);
        assertThat(day.view().wentAt()).isEqualTo(NINE.plusSeconds(120));
    }

    @Test
    void nobody_goesBeforeHavingCome() {
        var gone = new NewAttendance(1, DAY, AttendanceStatus.PRESENT, null, NINE);
        assertThatThrownBy(() -> new Attendance(gone, DAY)).isInstanceOf(ConflictException.class);

        var there = new Attendance(new NewAttendance(1, DAY, AttendanceStatus.PRESENT, NINE, null), DAY);
        var early = new AttendancePatch(null, null, NINE.minusSeconds(1), null);
        assertThatThrownBy(() -> there.change(early)).isInstanceOf(ConflictException.class);
    }
}
