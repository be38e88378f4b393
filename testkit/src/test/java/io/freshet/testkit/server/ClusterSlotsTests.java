package io.freshet.testkit.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterSlotsTests {
    /** The first is the check value of CRC16/XMODEM, 0x31c3; the others are what a Redis answers to CLUSTER KEYSLOT. */
    @ParameterizedTest
    @CsvSource({"123456789,12739", "foo,12182", "'',0", "{foo}bar,12182", "a{foo}{b},12182", "ü,9552"})
    void of_isTheSlotThatRedisNames(String key, int slot) {
        assertThat(ClusterSlots.of(key)).isEqualTo(slot);
    }

    @ParameterizedTest
    @CsvSource({"{}foo,foo{}", "{foo,foo", "foo},foo"})
    void of_withoutAWordInBraces_theWholeKeyCounts(String key, String other) {
        assertThat(ClusterSlots.of(key)).isNotEqualTo(ClusterSlots.of(other));
    }

    @Test
    void of_severalMasters_eachSlotHasOne() {
        for (int masters = 1; masters < 8; masters++) {
            int slots = 0;
            for (int master = 0; master < masters; master++) {
                int[] own = ClusterSlots.of(master, masters).toArray();
                assertThat(own[0]).isEqualTo(slots);
                slots += own.length;
            }
            assertThat(slots).isEqualTo(ClusterSlots.COUNT);
        }
    }

    @Test
    void ports_masterFirst_noneForASlotThatNobodyHas() {
        List<?> ranges =
                List.of(List.of(0L, 5L, node(1)), List.of(7L, 9L, node(2), node(3)), List.of(10L, 16_383L, node(4)));
        assertThat(ClusterSlots.ports(ranges, 5)).containsExactly(1);
        assertThat(ClusterSlots.ports(ranges, 6)).isEmpty();
        assertThat(ClusterSlots.ports(ranges, 7)).containsExactly(2, 3);
        assertThat(ClusterSlots.ports(ranges, 16_383)).containsExactly(4);
    }

    private static List<?> node(long port) {
        return List.of("127.0.0.1", port, "id");
    }
}
