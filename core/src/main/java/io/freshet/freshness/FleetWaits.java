package io.freshet.freshness;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writers that wait until the fleet has applied their bumps. Thread-safe. */
final class FleetWaits {

    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();

    Wait add(long seq) {
        Wait wait = new Wait(seq);
        waiting.add(wait);
        return wait;
    }

    void remove(Wait wait) {
        waiting.remove(wait);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The whole fleet has applied everything up to here. */
    void reached(long seq) {
        for (Wait wait : waiting) {
            if (wait.seq <= seq) {
                wait.seen.countDown();
            }
        }
    }

    /** One writer's wait. */
    static final class Wait {

        private final long seq;
        private final CountDownLatch seen = new CountDownLatch(1);

        private Wait(long seq) {
            this.seq = seq;
        }

        /** Blocks until the fleet has seen it, or the time is over; answers whether it has. */
        boolean await(Duration atMost) throws InterruptedException {
            return seen.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
