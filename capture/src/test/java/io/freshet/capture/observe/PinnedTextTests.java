package io.freshet.capture.observe;

import io.freshet.tag.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class PinnedTextTests {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            INTEGER, 5,                                    5
            INTEGER, -12,                                  -12
            INTEGER, 0,                                    0
            INTEGER, 05,
            INTEGER, -0,
            INTEGER, +5,
            INTEGER, " 5",
            INTEGER, 5.0,
            INTEGER, 0x5,
            INTEGER, 1_000,
            BOOLEAN, true,                                 true
            BOOLEAN, t,
            BOOLEAN, TRUE,
            DATE,    2026-11-21,                           2026-11-21
            DATE,    2026-1-5,
            DATE,    2026-02-30,
            DATE,    0000-01-01,
            DATE,    today,
            UUID,    00000000-0000-0000-0000-00000000000a, 00000000-0000-0000-0000-00000000000a
            UUID,    00000000-0000-0000-0000-00000000000A,
            UUID,    0000000000000000000000000000000a,
            TEXT,    05,                                   05
            TEXT,    "a,b ",                               "a%2Cb "
            OTHER,   5,
            """)
    void whatIsWrittenAsTheDatabaseWouldWriteIt_counts(ColumnKind kind, String value, String text) {
        assertThat(PinnedText.of(kind, value).orElse(null)).isEqualTo(text);
    }

    @Test
    void valuesOfTheColumnsType_count_andNoOthers() {
        UUID id = new UUID(0, 10);
        LocalDate date = LocalDate.of(2026, 11, 21);
        assertThat(PinnedText.of(ColumnKind.INTEGER, 5L)).contains("5");
        assertThat(PinnedText.of(ColumnKind.INTEGER, BigDecimal.ONE)).isEmpty();
        assertThat(PinnedText.of(ColumnKind.INTEGER, 5.0)).isEmpty();
        assertThat(PinnedText.of(ColumnKind.UUID, id)).contains(id.toString());
        assertThat(PinnedText.of(ColumnKind.DATE, date)).contains("2026-11-21");
        assertThat(PinnedText.of(ColumnKind.DATE, new Timestamp(0))).isEmpty();
        assertThat(PinnedText.of(ColumnKind.BOOLEAN, true)).contains("true");
        assertThat(PinnedText.of(ColumnKind.TEXT, 5)).isEmpty();
        assertThat(PinnedText.of(ColumnKind.TEXT, ColumnKind.TEXT)).isEmpty();
    }
}
