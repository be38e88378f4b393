package io.freshet.bench.visibility;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A thread that reads some ten thousand times a second and notes when it first saw each version. It pauses after each read: on a machine
 * with few processors, a loop that never does would measure the scheduler's time slice. Thread-safe.
 */
final class Watch {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_READS = Duration.ofNanos(50_000);

    private final LongSupplier read;
    private final List<Long> seen = new ArrayList<>(); // by the thread; read after its end
    private final Thread thread = new Thread(this::run, "watch");
    private volatile long newest = -1;
    private volatile boolean ended;

    private Watch(LongSupplier read) {
        this.read = read;
    }

    static Watch start(LongSupplier read) {
        Watch watch = new Watch(read);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!ended) {
            long version = read.getAsLong();
            if (version > newest) {
                seen.add(version);
                seen.add(System.nanoTime());
                newest = version;
            }
            LockSupport.parkNanos(BETWEEN_READS.toNanos());
        }
    }

    /**
     * Waits for a version, for 5 s at the most, and ends the thread.
     *
     * @return the nano time of the end, and then each version that was seen with the nano time of the read's return
     */
    long[] end(long version) throws InterruptedException {
        long start = System.nanoTime();
        while (newest < version && System.nanoTime() - start < LIMIT.toNanos()) {
            Thread.sleep(1);
        }
        ended = true;
        thread.join();
        seen.add(0, System.nanoTime());
        return seen.stream().mapToLong(number -> number).toArray();
    }
}
