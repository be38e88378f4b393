package io.freshet.freshness;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writers that wait until the fleet has applied their bumps. Thread-safe. */
final class FleetWaits {

    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();

    /** A wait for a number in each of some partitions. */
    Wait add(Map<Integer, Long> seqs) {
        Wait wait = new Wait(seqs);
        waiting.add(wait);
        return wait;
    }

    void remove(Wait wait) {
        waiting.remove(wait);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether anybody waits for a partition. */
    boolean awaits(int partition) {
        for (Wait wait : waiting) {
            if (wait.left.containsKey(partition)) {
                return true;
            }
        }
        return false;
    }

    /** The whole fleet has applied everything of a partition up to here. */
    void reached(int partition, long seq) {
        for (Wait wait : waiting) {
            wait.reached(partition, seq);
        }
    }

    /** One writer's wait. */
    static final class Wait {

        private final Map<Integer, Long> left;
        private final CountDownLatch seen;

        private Wait(Map<Integer, Long> seqs) {
            left = new ConcurrentHashMap<>(seqs);
            seen = new CountDownLatch(seqs.size());
        }

        private void reached(int partition, long seq) {
            Long awaited = left.get(partition);
            if (awaited != null && awaited <= seq && left.remove(partition, awaited)) {
                seen.countDown();
            }
        }

        /** Blocks until the fleet has seen it, or the time is over; answers whether it has. */
        boolean await(Duration atMost) throws InterruptedException {
            return seen.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
