package io.freshet.freshness;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class BumpMapTests {

    @Test
    void anyRaises_areRememberedAsAMapWould() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        BumpMap bumps = new BumpMap();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            long tag = random.nextInt(20_000) + 1L;
            long seq = random.nextInt(1_000_000) + 1L;
            bumps.raise(tag, seq, 0);
            expected.merge(tag, seq, Math::max);
        }
        expected.forEach(
                (tag, seq) -> assertThat(bumps.get(tag)).as("seed %d", seed).isEqualTo(seq));
        assertThat(bumps.get(30_000)).isZero();
        assertThat(bumps.size()).isEqualTo(expected.size());
    }

    @Test
    void bumpsBelowTheFloor_makeRoom() {
        BumpMap bumps = new BumpMap();
        for (long seq = 1; seq <= 1_000_000; seq++) {
            bumps.raise(seq, seq, seq - 1_000);
        }
        assertThat(bumps.size()).isLessThan(10_000);
        assertThat(bumps.get(1_000_000)).isEqualTo(1_000_000);
        assertThat(bumps.get(999_500)).isEqualTo(999_500);
    }

    @Test
    void readers_whileTheMapGrows_seeEveryRaiseThatWasDone() {
        BumpMap bumps = new BumpMap();
        AtomicLong raised = new AtomicLong();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (long tag = 1; tag <= 300_000; tag++) {
                bumps.raise(tag, tag, 0);
                raised.set(tag);
            }
        });
        Random random = new Random(1);
        while (!writer.isDone()) {
            long done = raised.get();
            if (done > 0) {
                long tag = 1 + random.nextInt((int) done);
                assertThat(bumps.get(tag)).isEqualTo(tag);
            }
        }
        writer.join();
    }
}
