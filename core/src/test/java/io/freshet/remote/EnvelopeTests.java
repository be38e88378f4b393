package io.freshet.remote;

import io.freshet.remote.Envelope.EnvelopeException;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvelopeTests {

    private static final Envelope FULL = new Envelope(
            77, 1_700_000_000_000L, 60_000, new long[] {5, Envelope.UNUSED, 1L << 40}, new long[] {1, -2}, new byte[] {
                1, 2, 3
            });

    private static void assertSame(Envelope read, Envelope written) {
        assertThat(read.fingerprint()).isEqualTo(written.fingerprint());
        assertThat(read.createdMillis()).isEqualTo(written.createdMillis());
        assertThat(read.timeToLiveMillis()).isEqualTo(written.timeToLiveMillis());
        assertThat(read.stamps()).isEqualTo(written.stamps());
        assertThat(read.tags()).isEqualTo(written.tags());
        assertThat(read.value()).isEqualTo(written.value());
    }

    @Test
    void bytes_comeBackAsTheyWere() {
        assertSame(Envelope.fromBytes(FULL.toBytes()), FULL);
        Envelope nothing = new Envelope(0, 0, 1, new long[] {9}, new long[0], null);
        assertSame(Envelope.fromBytes(nothing.toBytes()), nothing);
        Envelope empty = new Envelope(0, 0, 1, new long[] {9}, new long[0], new byte[0]);
        assertSame(Envelope.fromBytes(empty.toBytes()), empty);
    }

    @Test
    void stampsOfUnusedPartitions_takeNoRoom() {
        long[] one = new long[64];
        Arrays.fill(one, Envelope.UNUSED);
        one[63] = 4;
        Envelope sparse = new Envelope(0, 0, 1, one, new long[0], null);
        assertThat(sparse.toBytes()).hasSizeLessThan(40);
        assertSame(Envelope.fromBytes(sparse.toBytes()), sparse);
    }

    @Test
    void bytesOfAnotherFormat_orCutShort_areRefused() {
        byte[] bytes = FULL.toBytes();
        byte[] other = bytes.clone();
        other[0] = 1;
        assertThatThrownBy(() -> Envelope.fromBytes(other)).isInstanceOf(EnvelopeException.class);
        for (int length = 0; length < bytes.length - 3; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Envelope.fromBytes(cut)).isInstanceOf(EnvelopeException.class);
        }
    }

    @Test
    void brokenBytes_areRefusedOrRead_andNeverThrowAnythingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = FULL.toBytes();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Envelope.fromBytes(bytes);
            } catch (EnvelopeException e) {
                assertThat(e).hasMessageContaining("");
            }
        }
    }
}
