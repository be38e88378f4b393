package io.freshet.redis;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RedisKeysTests {

    private final RedisKeys keys = new RedisKeys("f:7301.1.salon:");

    @Test
    void keysOfTheSequence_shareOneHashTag() {
        assertThat(keys.ofScripts())
                .containsExactly(
                        "f:7301.1.salon:{0}z", "f:7301.1.salon:{0}h", "f:7301.1.salon:{0}a", "f:7301.1.salon:{0}m");
        assertThat(keys.channel()).isEqualTo("f:7301.1.salon:{0}n");
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
