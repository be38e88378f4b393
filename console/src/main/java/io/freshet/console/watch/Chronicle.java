package io.freshet.console.watch;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The latest invalidations, the latest stale values that were not kept, and the latest of all else that was told; a bounded number of
 * each. Thread-safe. It listens on the threads of
 * writers, so it only keeps what it is told: what an invalidation touched is worked out by whoever asks.
 */
public final class Chronicle implements CacheListener {

    /** How many of each are kept. */
    public static final int KEPT = 500;

    private final Clock clock;
    private final Supplier<String> writers;
    private final Deque<Happening> invalidations = new ArrayDeque<>();
    private final Deque<Happening> prevented = new ArrayDeque<>();
    private final Deque<Happening> notices = new ArrayDeque<>();
    private long last;

    /**
     * Empty.
     *
     * @param writers names the request, or else the thread, that calls
     */
    public Chronicle(Clock clock, Supplier<String> writers) {
        this.clock = clock;
        this.writers = writers;
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated || event instanceof CacheEvent.InvalidationDelayed) {
            add(invalidations, event, writers.get());
        } else if (event instanceof CacheEvent.Relayed) {
            add(invalidations, event, null);
        } else if (event instanceof CacheEvent.StalePrevented) {
            add(prevented, event, null);
        } else {
            add(notices, event, null);
        }
    }

    private synchronized void add(Deque<Happening> to, CacheEvent event, @Nullable String writer) {
        to.addLast(new Happening(++last, clock.instant(), event, writer));
        if (to.size() > KEPT) {
            to.removeFirst();
        }
    }

    /** The number of the last that happened; 0 for none. */
    public synchronized long last() {
        return last;
    }

    /** The invalidations after a number, the oldest first. */
    public synchronized List<Happening> invalidationsAfter(long id) {
        return after(invalidations, id);
    }

    /** The stale values that were not kept, after a number, the oldest first. */
    public synchronized List<Happening> preventedAfter(long id) {
        return after(prevented, id);
    }

    /** What else happened after a number, the oldest first. */
    public synchronized List<Happening> noticesAfter(long id) {
        return after(notices, id);
    }

    /** Whether invalidations that came after that number have been forgotten. */
    public synchronized boolean hasForgotten(long id) {
        return invalidations.size() == KEPT && invalidations.getFirst().id() > id + 1;
    }

    private static List<Happening> after(Deque<Happening> all, long id) {
        List<Happening> later = new ArrayList<>();
        for (Happening each : (Iterable<Happening>) all::descendingIterator) {
            if (each.id() <= id) {
                break;
            }
            later.add(each);
        }
        Collections.reverse(later);
        return later;
    }
}
