package io.freshet.capture.log;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogNamesTests {

    @Test
    void slot_saysWhichDatabase() {
        assertThat(LogNames.of("shop", "public"))
                .isEqualTo(new LogNames("freshet_shop", "freshet_tables", "freshet_told"));
        assertThat(LogNames.of("shop", "billing").tables()).isEqualTo("freshet_billing_tables");
    }

    @Test
    void slot_hasOnlyWhatSlotsMayHave_andDatabasesKeepTheirOwn() {
        String slot = LogNames.of("Shop-1", "public").slot();
        assertThat(slot)
                .matches("[a-z0-9_]{1,63}")
                .isNotEqualTo(LogNames.of("shop_1", "public").slot());
        String longest = "d".repeat(63);
        assertThat(LogNames.of(longest, "public").slot()).hasSizeLessThanOrEqualTo(63);
        assertThat(LogNames.of(longest, "s".repeat(63)).told()).hasSizeLessThanOrEqualTo(63);
    }
}
