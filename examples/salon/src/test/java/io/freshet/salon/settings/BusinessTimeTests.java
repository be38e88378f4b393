package io.freshet.salon.settings;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import static org.assertj.core.api.Assertions.assertThat;

class BusinessTimeTests {

    @Test
    void businessDay_isThatOfTheTenantsZone() {
        var time = BusinessTime.of(Instant.parse("2026-03-01T23:30:00Z"), ZoneId.of("Europe/Berlin"));

        assertThat(time.date()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(time.hour()).isZero();
    }
}
