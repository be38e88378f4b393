package io.freshet.salon.day.check;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class NumbersTests {

    @Test
    void find_takesTheFieldOfThatNameOnly() {
        assertThat(find("expenses", "{\"expensesMinor\":9,\"expenses\":42}")).hasValue(42);
        assertThat(find("expenses", "{\"expensesMinor\":9}")).isEmpty();
    }

    @Test
    void find_readsNegativeNumbersAndRefusesOthers() {
        assertThat(find("a", "{\"a\":-17}")).hasValue(-17);
        assertThat(find("a", "{\"a\":null}")).isEmpty();
    }

    @Test
    void find_looksOnlyAtTheBody() {
        byte[] bytes = "{\"a\":1}{\"a\":2}".getBytes(StandardCharsets.US_ASCII);
        assertThat(Numbers.find(Numbers.field("a"), bytes, 7, bytes.length)).hasValue(2);
        assertThat(Numbers.find(Numbers.field("a"), bytes, 7, 9)).isEmpty();
    }

    @Test
    void sum_addsAllFieldsOfThatName() {
        byte[] bytes = "[{\"bills\":3,\"x\":1},{\"bills\":4}]".getBytes(StandardCharsets.US_ASCII);
        assertThat(Numbers.sum(Numbers.field("bills"), bytes, 0, bytes.length)).isEqualTo(7);
    }

    private static OptionalLong find(String field, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
        return Numbers.find(Numbers.field(field), bytes, 0, bytes.length);
    }
}
