package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.load.Loader;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares a share of what is served from the cache with its source, in the background: the check that no dependency is missing. Thread-safe;
 * a read that is not drawn costs one comparison, and none waits.
 *
 * <p>A difference alone proves nothing, since a write may have come between. So it is looked at again after one staleness bound, and again
 * after 1, 5 and 10 minutes while it lasts: an entry that still differs from its source and that nothing has invalidated is a violation. It
 * is counted and told once in that time, since a key that is being followed is not drawn again. (Meta, Cache made consistent, 2022, measures
 * the same way.) The rate of loads is limited, and what does not fit is left out. A loader that gives another answer each time looks like a
 * violation.
 */
public final class ShadowReads implements AutoCloseable {

    private static final int KEPT = 50;
    private static final int MOST_FOLLOWED = 1_000;
    private static final List<Duration> LATER =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10));

    private volatile double share;
    private volatile long spacingNanos;
    private final Duration bound;
    private final Ticker ticker;
    private final CacheEvents events;
    private final ScheduledThreadPoolExecutor worker = worker();
    private final AtomicLong nextNanos;
    private final Set<CacheKey> following = ConcurrentHashMap.newKeySet();
    private final LongAdder compared = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final Deque<Violation> latest = new ArrayDeque<>();

    /**
     * Compares from now on.
     *
     * @param share of the hits, from 0 to 1; 0 for none
     * @param mostPerSecond how many loads it causes at the most
     * @param bound the staleness bound, after which a difference is looked at again
     */
    public ShadowReads(double share, double mostPerSecond, Duration bound, Ticker ticker, CacheEvents events) {
        set(share, mostPerSecond);
        this.bound = bound;
        this.ticker = ticker;
        this.events = events;
        this.nextNanos = new AtomicLong(ticker.nanos());
    }

    /** Compares this share from now on, and causes so many loads a second at the most. */
    public void set(double newShare, double mostPerSecond) {
        share = newShare;
        spacingNanos = (long) (TimeUnit.SECONDS.toNanos(1) / mostPerSecond);
    }

    private static ScheduledThreadPoolExecutor worker() {
        ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-shadow");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return worker;
    }

    boolean isOff() {
        return share == 0;
    }

    void served(ReadPath reads, CacheKey key, Entry entry, Loader<?> loader) {
        double drawn = share;
        if (drawn == 0 || ThreadLocalRandom.current().nextDouble() >= drawn || !isDue()) {
            return;
        }
        Loader<?> detached = loader.detached();
        if (detached != null && following.size() < MOST_FOLLOWED && following.add(key)) {
            schedule(new Comparison(reads, key, entry, detached, ticker.nanos(), 0), Duration.ZERO);
        }
    }

    private boolean isDue() {
        long now = ticker.nanos();
        long next = nextNanos.get();
        return now - next >= 0 && nextNanos.compareAndSet(next, now + spacingNanos);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // run catches everything
    private void schedule(Comparison comparison, Duration after) {
        if (!worker.isShutdown()) {
            worker.schedule(() -> run(comparison), after.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void run(Comparison comparison) {
        Duration again = null;
        try {
            compared.increment();
            boolean differs = comparison.reads().differs(comparison.entry(), comparison.loader());
            if (differs && comparison.reads().isStillServed(comparison.entry())) {
                if (comparison.round() > 0) {
                    found(comparison);
                }
                again = after(comparison.round());
            }
        } catch (Throwable e) { // a loader may throw anything; it was not asked for by anybody
            failed.increment();
        }
        if (again == null) {
            following.remove(comparison.key());
        } else {
            schedule(comparison.again(), again);
        }
    }

    /** How long after this round the next one is, or null if there is none. */
    private @Nullable Duration after(int round) {
        if (round == 0) {
            return bound;
        }
        return round <= LATER.size() ? LATER.get(round - 1) : null;
    }

    private void found(Comparison comparison) {
        Duration age = Duration.ofNanos(ticker.nanos() - comparison.sinceNanos());
        String missing = "a write changed what the loader reads, and nothing was heard that touches any of the "
                + comparison.entry().tags().length
                + " tags of the entry: a dependency is not declared, its table has no trigger, or the loader answers differently each time";
        Violation violation =
                new Violation(comparison.reads().cache(), comparison.key().toString(), age, missing);
        if (comparison.round() == 1) {
            violations.increment();
            events.publish(new CacheEvent.StaleServed(violation.cache(), violation.key(), age, missing));
        }
        synchronized (latest) {
            latest.removeIf(earlier -> earlier.key().equals(violation.key()));
            latest.addFirst(violation);
            if (latest.size() > KEPT) {
                latest.removeLast();
            }
        }
    }

    /** How many answers were compared with their source. */
    public long comparedCount() {
        return compared.sum();
    }

    /** How many comparisons failed because the loader did. */
    public long failedCount() {
        return failed.sum();
    }

    /** How many entries were found to be wrong one bound after they were first seen to differ. */
    public long violationCount() {
        return violations.sum();
    }

    /** The latest 50 violations, the last one first. */
    public List<Violation> violations() {
        synchronized (latest) {
            return List.copyOf(latest);
        }
    }

    /** Stops. Idempotent. */
    @Override
    public void close() {
        worker.shutdownNow();
    }

    /**
     * An entry that differs from its source.
     *
     * @param cache the cache
     * @param key the key
     * @param age how long it has been wrong at least
     * @param missing what is likely not to be declared
     */
    public record Violation(String cache, String key, Duration age, String missing) {}

    private record Comparison(ReadPath reads, CacheKey key, Entry entry, Loader<?> loader, long sinceNanos, int round) {

        Comparison again() {
            return new Comparison(reads, key, entry, loader, sinceNanos, round + 1);
        }
    }
}
