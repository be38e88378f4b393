package io.freshet.capture.postgres;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeenSnapshotTests {

    @Test
    void text_isReadAsItWasWritten() {
        String text = "7123.1.5@10:20:11,12@1700000000000000@16/B374D848";
        SeenSnapshot seen = SeenSnapshot.of(text).orElseThrow();
        assertThat(seen).hasToString(text);
        assertThat(seen.identity()).isEqualTo("7123.1.5");
        assertThat(seen.xmin()).isEqualTo(10);
        assertThat(seen.position()).isEqualTo(new LogPosition(0x16B374D848L));
    }

    @Test
    void olderText_hasNoPosition() {
        SeenSnapshot seen = SeenSnapshot.of("7123.1.5@10:20:@1700000000000000").orElseThrow();
        assertThat(seen.position()).isNull();
        assertThat(seen).hasToString("7123.1.5@10:20:@1700000000000000");
    }

    @Test
    void whatALaterVersionAdds_isPassedOver() {
        assertThat(SeenSnapshot.of("7123.1.5@10:20:@1700000000000000@1/0@anything@more")
                        .orElseThrow()
                        .position())
                .isEqualTo(new LogPosition(0x100000000L));
        assertThat(SeenSnapshot.of("7123.1.5@10:20:@1700000000000000@@anything")
                        .orElseThrow()
                        .position())
                .isNull();
    }

    @Test
    void positions_areComparedAsUnsigned() {
        assertThat(position("FFFFFFFF/FFFFFFFF")).isGreaterThan(position("7FFFFFFF/0"));
        assertThat(position("1/0")).isGreaterThan(position("0/FFFFFFFF"));
        assertThat(position("0/0")).hasToString("0/0");
        assertThat(LogPosition.of("0")).isEmpty();
        assertThat(LogPosition.of("123456789/0")).isEmpty();
    }

    private static LogPosition position(String text) {
        return LogPosition.of(text).orElseThrow();
    }
}
