package io.freshet.tag;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TagsTests {

    @ParameterizedTest
    @CsvSource({
        "table/bill@7, table/bill table/bill@7",
        "table/bill@?, table/bill table/bill@?",
        "table/bill?, table/bill?",
        "table/bill, table/bill",
        "table/bill@a@b, table/bill table/bill@a table/bill@a@b",
        "table/bill@a?, table/bill table/bill@a?",
        "table/bill?@7, table/bill? table/bill?@7",
        "table/bill?@*, table/bill? table/bill?@*",
        "rows/bill/id=1@7, rows/bill/id=1@7",
        "tag/x@7, tag/x@7",
        "*, *",
    })
    void nameInTheOutbox_meansTheTableToo(String kept, String meant) {
        assertThat(Tags.meantBy(kept)).containsExactlyInAnyOrderElementsOf(List.of(meant.split(" ")));
    }
}
