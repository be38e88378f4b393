package io.freshet.spring;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is promised of a write that is none of the application: whoever begins to read later than the bound after its commit sees it. A read that began before
 * may answer with what was there, however late it ends.
 */
final class OutsideWrites {

    private static final long PAUSE_MILLIS = 10;

    private OutsideWrites() {}

    /** Reads from now on, right after the commit, until the write is seen, or was not by a read that had to see it. */
    static void assertSeenWithin(Duration bound, String what, BooleanSupplier isSeen) throws InterruptedException {
        long committed = System.nanoTime();
        long began = committed;
        boolean seen = isSeen.getAsBoolean();
        while (!seen && began - committed <= bound.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            began = System.nanoTime();
            seen = isSeen.getAsBoolean();
        }
        assertThat(seen)
                .as("%s, read %d ms after it was committed", what, TimeUnit.NANOSECONDS.toMillis(began - committed))
                .isTrue();
    }
}
