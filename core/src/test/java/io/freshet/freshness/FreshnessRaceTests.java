package io.freshet.freshness;

import io.freshet.entry.Stamp;
import io.freshet.remote.Sequencer;
import io.freshet.remote.Sequencer.Bump;
import io.freshet.remote.Sequencer.Poll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Readers look while a poll is taken in: what is known to be raised stays so in each moment. */
class FreshnessRaceTests {

    private static final long FIRST = Sequencer.firstOf(1);
    private static final long RAISED = 77;
    private static final int ROUNDS = 300;
    private static final Ticker TICKER = Ticker.system();

    @Test
    void newsThatThePartitionsTakeOver_isNeverForgotten() throws InterruptedException {
        long[] tags = LongStream.concat(LongStream.of(RAISED), LongStream.range(1_000, 2_000))
                .toArray();
        for (int round = 0; round < ROUNDS; round++) {
            Freshness known = certified(FIRST + 5);
            Stamp stamp = known.stamp();
            known.learned(TICKER.now(), List.of(new long[] {RAISED}), Duration.ZERO);
            known.apply(0, TICKER.now(), poll(4, 0, FIRST + 5, List.of()));
            Poll replayed = poll(6, 0, FIRST + 6, List.of(new Bump(RAISED, FIRST + 6)));
            assertThat(untouchedMeanwhile(known, stamp, tags, replayed)).isZero();
        }
    }

    @Test
    void bumpsBelowARisingFloor_areForgottenOnlyWithTheirStamps() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Freshness known = certified(FIRST + 5);
            Stamp stamp = known.stamp();
            List<Bump> bumps = new ArrayList<>(List.of(new Bump(RAISED, FIRST + 6)));
            LongStream.range(0, 511).forEach(i -> bumps.add(new Bump(1_000 + i, FIRST + 7 + i)));
            known.apply(0, TICKER.now(), poll(4, 0, FIRST + 600, bumps));
            Poll trimmed = poll(5, FIRST + 300, FIRST + 601, List.of(new Bump(5, FIRST + 601)));
            assertThat(untouchedMeanwhile(known, stamp, new long[] {RAISED}, trimmed))
                    .isZero();
        }
    }

    /** How often a reader found the tags untouched around the moment of a poll. */
    private static int untouchedMeanwhile(Freshness known, Stamp stamp, long[] tags, Poll poll)
            throws InterruptedException {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger untouched = new AtomicInteger();
        Thread reader = new Thread(() -> {
            while (!isOver.get()) {
                for (int i = 0; i < 10; i++) {
                    if (known.isUntouched(stamp, tags)) {
                        untouched.incrementAndGet();
                    }
                }
                looks.incrementAndGet();
            }
        });
        reader.start();
        while (looks.get() < 3) {
            Thread.onSpinWait();
        }
        known.apply(0, TICKER.now(), poll);
        isOver.set(true);
        reader.join();
        return untouched.get();
    }

    private static Freshness certified(long top) {
        Freshness known = new Freshness(Duration.ofSeconds(30), TICKER);
        for (long counter = 1; counter <= 3; counter++) {
            known.apply(0, TICKER.now(), poll(counter, 0, top, List.of()));
        }
        return known;
    }

    private static Poll poll(long counter, long floor, long top, List<Bump> bumps) {
        return new Poll(true, 1, counter, floor, top, bumps, false, -1, "s" + counter, top, 0, new long[0]);
    }
}
