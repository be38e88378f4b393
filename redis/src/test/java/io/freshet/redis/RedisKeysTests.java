package io.freshet.redis;

import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisKeysTests {

    private final RedisKeys keys = new RedisKeys("f:7301.1.salon:", 0);

    @Test
    void keysOfTheOnlyPartition_shareOneHashTag() {
        RedisKeys.Sequence only = keys.sequence(0, 1);

        assertThat(only.ofScripts())
                .containsExactly(
                        "f:7301.1.salon:{0}z", "f:7301.1.salon:{0}h", "f:7301.1.salon:{0}a", "f:7301.1.salon:{0}m");
        assertThat(only.channel()).isEqualTo("f:7301.1.salon:{0}n");
    }

    @Test
    void keysOfOnePartitionAmongSeveral_nameNumberAndCount() {
        assertThat(keys.sequence(3, 16).numbers()).isEqualTo("f:7301.1.salon:{3/16}z");
        assertThat(keys.sequence(3, 16).channel()).isEqualTo("f:7301.1.salon:{3/16}n");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8})
    void sixteenPartitions_spreadOverTheNodesOfACluster(int nodes) {
        Map<Integer, Long> onNode = IntStream.range(0, 16)
                .mapToObj(partition ->
                        SlotHash.getSlot(keys.sequence(partition, 16).numbers()))
                .collect(Collectors.groupingBy(slot -> slot * nodes / SlotHash.SLOT_COUNT, Collectors.counting()));

        assertThat(onNode).hasSize(nodes);
        assertThat(onNode.values()).allMatch(count -> count <= 16 / nodes + 2);
    }

    @Test
    void claims_lieInAnySlot() {
        assertThat(keys.claim("7/user:5:profile")).isEqualTo("f:7301.1.salon:l:7/user:5:profile");
        assertThat(keys.releases()).isEqualTo("f:7301.1.salon:l");
    }

    @Test
    void channelsOfADatabaseOtherThanTheFirst_nameIt_andItsKeysDoNot() {
        RedisKeys second = new RedisKeys("f:7301.1.salon:", 2);

        assertThat(second.sequence(0, 1).channel()).isEqualTo("f:7301.1.salon:{0}n@2");
        assertThat(second.releases()).isEqualTo("f:7301.1.salon:l@2");
        assertThat(second.controlled()).isEqualTo("f:7301.1.salon:c@2");
        assertThat(second.questions()).isEqualTo("f:7301.1.salon:q@2");
        assertThat(second.controls()).isEqualTo("f:7301.1.salon:c");
        assertThat(second.sequence(0, 1).numbers()).isEqualTo("f:7301.1.salon:{0}z");
    }

    @Test
    void entries_lieInAnySlot() {
        assertThat(keys.entry("7/user:5:profile")).isEqualTo("f:7301.1.salon:e:7/user:5:profile");
    }

    @Test
    void tag_isSixteenLowerCaseDigitsAndBack() {
        assertThat(RedisKeys.member(0xABCL)).isEqualTo("0000000000000abc");
        assertThat(RedisKeys.member(-1)).isEqualTo("ffffffffffffffff");
        assertThat(RedisKeys.tag("ffffffffffffffff")).isEqualTo(-1);
        assertThat(RedisKeys.tag(RedisKeys.member(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void tag_ofAnotherLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RedisKeys.tag("#"));
    }
}
