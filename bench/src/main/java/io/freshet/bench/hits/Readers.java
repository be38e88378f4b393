package io.freshet.bench.hits;

import com.sun.management.ThreadMXBean;
import io.freshet.bench.hits.Hits.Read;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Threads that read as fast as they can. Used by one thread. */
final class Readers implements AutoCloseable {

    private static final int BETWEEN_LOOKS = 64;
    /** Coprime to the number of keys: each thread walks through all of them, and not in their order. */
    private static final int STRIDE = 367;

    private final int threads;
    private final ExecutorService pool;
    private final Integer[] keys;
    private volatile boolean ended;

    Readers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
        this.keys = IntStream.range(0, HitsSettings.KEYS).boxed().toArray(Integer[]::new);
    }

    /** Reads for a time, with all threads. */
    Sample read(Read read, Duration time) throws InterruptedException, ExecutionException {
        ended = false;
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Sample>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int from = i * HitsSettings.KEYS / threads;
            running.add(pool.submit(() -> {
                ready.countDown();
                start.await();
                return readFrom(from, read);
            }));
        }
        ready.await();
        long began = System.nanoTime();
        start.countDown();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        ended = true;
        long reads = 0;
        long bytes = 0;
        long processor = 0;
        for (Future<Sample> each : running) {
            reads += each.get().reads();
            bytes += each.get().bytes();
            processor += each.get().processorNanos();
        }
        return new Sample(reads, bytes, processor, System.nanoTime() - began);
    }

    private Sample readFrom(int from, Read read) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocatedBefore = thread.getCurrentThreadAllocatedBytes();
        long processorBefore = thread.getCurrentThreadCpuTime();
        long reads = 0;
        int at = from;
        while (!ended) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                if (read.of(keys[at]) == null) {
                    throw new IllegalStateException("Key " + at + " has no value");
                }
                at = (at + STRIDE) % HitsSettings.KEYS;
            }
            reads += BETWEEN_LOOKS;
        }
        return new Sample(
                reads,
                thread.getCurrentThreadAllocatedBytes() - allocatedBefore,
                thread.getCurrentThreadCpuTime() - processorBefore,
                0);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /**
     * What was read.
     *
     * @param reads how many
     * @param bytes that the reading threads allocated
     * @param processorNanos that the reading threads had a processor
     * @param nanos that it took
     */
    record Sample(long reads, long bytes, long processorNanos, long nanos) {

        double processorNanosPerRead() {
            return (double) processorNanos / reads;
        }

        double perSecond() {
            return reads * 1e9 / nanos;
        }

        double bytesPerRead() {
            return (double) bytes / reads;
        }
    }
}
