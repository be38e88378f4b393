package io.freshet.salon.barber;

import io.freshet.salon.problem.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DayOfWeek;
import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Weeks as ISO 8601 counts them. */
class IsoWeekTests {

    @ParameterizedTest
    @CsvSource({"2026-11-29, 2026-W48", "2026-11-30, 2026-W49", "2027-01-01, 2026-W53", "2024-12-30, 2025-W01"})
    void aDay_liesInItsWeek(LocalDate day, String week) {
        assertThat(new IsoWeek(day)).hasToString(week).isEqualTo(IsoWeek.parse(week));
        assertThat(IsoWeek.parse(week).days()).hasSize(7).contains(day);
    }

    @Test
    void aWeek_beginsOnMondayAndEndsOnSunday() {
        var week = IsoWeek.parse("2026-W48");

        assertThat(week.monday().getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
        assertThat(week.sunday()).isEqualTo(LocalDate.of(2026, 11, 29));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026", "2026-48", "2026-W54", "2026-W4", "next"})
    void whatIsNoWeek_isRefused(String text) {
        assertThatThrownBy(() -> IsoWeek.parse(text)).isInstanceOf(InvalidRequestException.class);
    }
}
