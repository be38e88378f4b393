package io.freshet.console.watch;

import io.freshet.change.TransactionId;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
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
    private final String run;
    private final NavigableMap<Long, Happening> invalidations = new TreeMap<>();
    private final NavigableMap<Long, Happening> prevented = new TreeMap<>();
    private final NavigableMap<Long, Happening> notices = new TreeMap<>();
    private final Map<Long, Happening> byTransaction = new HashMap<>();
    private long last;

    /**
     * Empty.
     *
     * @param writers names the request, or else the thread, that calls
     */
    public Chronicle(Clock clock, Supplier<String> writers) {
        this.clock = clock;
        this.writers = writers;
        this.run = Long.toString(clock.millis());
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated made) {
            addInvalidation(event, made.change().transaction(), writers.get());
        } else if (event instanceof CacheEvent.InvalidationDelayed delayed) {
            addInvalidation(event, delayed.change().transaction(), writers.get());
        } else if (event instanceof CacheEvent.InvalidatedLate late) {
            addInvalidation(event, late.change().transaction(), null);
        } else if (event instanceof CacheEvent.Relayed relayed) {
            addInvalidation(event, relayed.change().transaction(), null);
        } else if (event instanceof CacheEvent.StalePrevented) {
            add(prevented, event, null);
        } else {
            add(notices, event, null);
        }
    }

    /**
     * A transaction may be told twice: a relay that is quicker than the writer, or that comes after it could not tell, does not know who it was; and what a writer
     * could not wait for is told by another thread. Its writer is whoever is named for it.
     */
    private synchronized void addInvalidation(CacheEvent event, TransactionId transaction, @Nullable String writer) {
        Happening before = transaction.isRecorded() ? byTransaction.get(transaction.id()) : null;
        if (before != null && before.writer() == null && writer != null) {
            invalidations.replace(before.id(), before.by(writer));
        }
        Happening added =
                add(invalidations, event, before != null && before.writer() != null ? before.writer() : writer);
        if (transaction.isRecorded()) {
            byTransaction.put(transaction.id(), added);
        }
        if (byTransaction.size() > 2 * KEPT) {
            byTransaction.values().removeIf(each -> !invalidations.containsKey(each.id()));
        }
    }

    private synchronized Happening add(NavigableMap<Long, Happening> to, CacheEvent event, @Nullable String writer) {
        Happening added = new Happening(++last, clock.instant(), event, writer);
        to.put(added.id(), added);
        if (to.size() > KEPT) {
            to.pollFirstEntry();
        }
        return added;
    }

    /** When it began: another, as after a restart, counts anew. */
    public String run() {
        return run;
    }

    /** The number in an id that is made of the run and a number, {@code 1764600000000-7}; 0 if that is of another run, or nothing of the kind. */
    public long numberIn(String id) {
        try {
            return id.startsWith(run + "-") ? known(Long.parseLong(id.substring(run.length() + 1))) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The number, or 0 if nothing of that number has happened, so that it can only be of another run. */
    public synchronized long known(long number) {
        return number <= last ? number : 0;
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
        return invalidations.size() == KEPT && invalidations.firstKey() > id + 1;
    }

    private static List<Happening> after(NavigableMap<Long, Happening> all, long id) {
        return List.copyOf(all.tailMap(id, false).values());
    }
}
