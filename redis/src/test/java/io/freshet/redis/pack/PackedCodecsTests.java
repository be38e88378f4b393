package io.freshet.redis.pack;

import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.Codec;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackedCodecsTests {

    private final Codec<Object> codec = new PackedCodecs(JsonCodecs.standard(), 100, 5_000).codecFor(String.class);

    @Test
    void valueAboveTheSize_isCompressed_andOthersAreNot() {
        String small = "a".repeat(90);
        String large = "a".repeat(10_000);
        assertThat(codec.encode(small)).hasSize(1 + 2 + 90);
        assertThat(codec.encode(large)).hasSizeLessThan(200);
        assertThat(codec.decode(codec.encode(small))).isEqualTo(small);
        assertThat(codec.decode(codec.encode(large))).isEqualTo(large);
        assertThat(codec.largestBytes()).isEqualTo(5_000);
    }

    @Test
    void valueThatDoesNotBecomeSmaller_staysAsItIs() {
        StringBuilder text = new StringBuilder();
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 200; i++) {
            text.appendCodePoint(0x4e00 + random.nextInt(20_000));
        }
        byte[] bytes = codec.encode(text.toString());
        assertThat(bytes).hasSizeLessThanOrEqualTo(1 + 2 + 600);
        assertThat(codec.decode(bytes)).isEqualTo(text.toString());
    }

    @Test
    void compressedValueThatLiesAboutItsLength_isRefused() {
        byte[] bytes = codec.encode("a".repeat(10_000));
        for (int length : new int[] {-1, 0, 1, 10_001, 10_003, Integer.MAX_VALUE}) {
            byte[] lying = bytes.clone();
            ByteBuffer.wrap(lying).putInt(1, length);
            assertThatThrownBy(() -> codec.decode(lying)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> codec.decode(new byte[] {2, 1})).hasMessageContaining("unknown way 2");
    }

    @Test
    void sizesThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new PackedCodecs(JsonCodecs.standard(), -1, 5)).hasMessageContaining("negative");
        assertThatThrownBy(() -> new PackedCodecs(JsonCodecs.standard(), 5, 0)).hasMessageContaining("the largest 0");
    }
}
