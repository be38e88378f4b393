package io.freshet.salon.settings;

import org.junit.jupiter.api.Test;

import java.time.LocalTime;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsViewTests {

    @Test
    void taxWithin_isThePartOfTheGrossAmount() {
        assertThat(settings(1900).taxWithin(11_900)).isEqualTo(1900);
        assertThat(settings(0).taxWithin(11_900)).isZero();
    }

    private static SettingsView settings(int taxBasisPoints) {
        return new SettingsView("", "EUR", taxBasisPoints, LocalTime.MIN, LocalTime.MAX, "UTC", "", 0, 0);
    }
}
