package io.freshet.salon.calendar;

import io.freshet.salon.problem.InvalidRequestException;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.LocalTime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pieces of a business day. */
class SlotTests {

    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    @Test
    void slot_isTheTimeInMinutes() {
        var slot = Slot.of(DAY, LocalTime.of(10, 15, 59), 30);

        assertThat(slot).isEqualTo(new Slot(DAY, 615, 30)).hasToString("2026-12-01 from 10:15 to 10:45");
        assertThat(slot.endMinute()).isEqualTo(645);
    }

    @Test
    void slot_endsOnItsDay() {
        assertThat(Slot.of(DAY, LocalTime.of(23, 0), 59).endsAt()).isEqualTo(LocalTime.of(23, 59));
        assertThatThrownBy(() -> Slot.of(DAY, LocalTime.of(23, 0), 60)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> new Slot(DAY, 0, 0)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> new Slot(DAY, -1, 5)).isInstanceOf(InvalidRequestException.class);
    }
}
