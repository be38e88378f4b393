package io.freshet.witness.account;

import io.freshet.key.CacheKey;
import io.freshet.witness.account.Followed.Served;
import io.freshet.witness.value.ValueComparison;
import io.freshet.witness.value.Verdict;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds entries against their source after writes. Thread-safe; comparing blocks on the source.
 *
 * <h2>When a difference is a stale answer</h2>
 *
 * A write on another thread may be committed and not yet effective when a value is compared. So a value that differs is looked at for one staleness
 * bound: if it is invalidated meanwhile, it was no stale answer. If it is still served after that and differs from what its method answers then,
 * nothing will invalidate it. A method that answers differently each time cannot be compared, and is told apart by asking it twice.
 *
 * <p>While the lease does not run nothing is served, and nothing can be said: what is not served then may be served again afterwards.
 */
final class Follower {

    private static final int MOST_PER_WRITE = 200;
    private static final int MOST_OTHERS = 10;
    private static final int MOST_BOUNDS = 10;
    private static final long PAUSE_NANOS = 5_000_000;

    private final WitnessLimits limits;
    private final Pace pace;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<CacheKey, Followed> followed;
    private volatile ValueComparison values = new ValueComparison(null);
    private volatile BooleanSupplier trust = () -> true;

    Follower(WitnessLimits limits, Pace pace) {
        this.limits = limits;
        this.pace = pace;
        this.followed = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<CacheKey, Followed> eldest) {
                return size() > limits.keys();
            }
        });
    }

    /** @param trusted whether anything is served from the cache at all, which it is not while the lease does not run */
    void compareBy(ValueComparison comparison, BooleanSupplier trusted) {
        values = comparison;
        trust = trusted;
    }

    boolean wants(CacheKey key) {
        Followed present = followed.get(key);
        return limits.keys() > 0 && (present == null || !present.isKept());
    }

    void follow(CacheKey key, Followed entry) {
        if ((limits.waits() ? look(entry) : entry.look()) != null) {
            entry.method().kept();
            followed.put(key, entry);
        }
    }

    /** The entries that a write may have touched: those that it invalidates, those that read what it wrote, and some others. */
    List<Followed> mayConcern(Write write, DatabaseNames names) {
        List<Followed> concerned = new ArrayList<>();
        List<Followed> others = new ArrayList<>();
        List<Followed> all;
        synchronized (followed) {
            all = new ArrayList<>(followed.values());
        }
        for (Followed entry : all) {
            Set<String> reads = entry.method().read(names).tables();
            boolean isConcerned =
                    write.touchesAny(reads) || !entry.touchedBy(write, reads).isEmpty();
            (isConcerned ? concerned : others).add(entry);
        }
        Collections.shuffle(others);
        concerned.addAll(others.subList(0, Math.min(MOST_OTHERS, others.size())));
        return concerned.subList(0, Math.min(MOST_PER_WRITE, concerned.size()));
    }

    /** Looks whether the entry is still served after the write, and compares. */
    void check(Followed entry, Write write, DatabaseNames names, EntryAccount by) {
        boolean wasKept = entry.isKept();
        Served served = look(entry);
        if (served != null) {
            if (pace.admits()) {
                compare(entry, served, write);
            }
            return;
        }
        if (!trust.getAsBoolean()) {
            entry.method().incomparable("the cache was not trusted for a long time after a write");
            return;
        }
        entry.lost();
        Set<String> touched = entry.touchedBy(write, entry.method().read(names).tables());
        if (wasKept && !touched.isEmpty()) {
            by.invalidated(entry.method().declared().cache());
            entry.method()
                    .invalidated(
                            judged(entry, causeOf(touched) + " by " + write.by().describe()));
        }
    }

    private static String causeOf(Set<String> tags) {
        Set<String> causes = new TreeSet<>();
        for (String tag : tags) {
            String table = TableWrites.tableOf(tag);
            causes.add(table.isEmpty() ? tag : "write to " + table);
        }
        return String.join(", ", causes);
    }

    private Invalidated judged(Followed entry, String cause) {
        if (!pace.admits()) {
            return new Invalidated(cause, 1, 0, 1);
        }
        Verdict verdict = compared(entry, entry.value());
        return new Invalidated(cause, 1, verdict == Verdict.SAME ? 1 : 0, verdict == Verdict.UNKNOWN ? 1 : 0);
    }

    /** What the source says now, against a value. */
    private Verdict compared(Followed entry, @Nullable Object value) {
        try {
            Verdict verdict = values.compare(entry.type(), value, entry.loadAgain());
            entry.method().compared();
            if (verdict == Verdict.UNKNOWN) {
                entry.method()
                        .incomparable(
                                "its values have neither an equals that tells nor a form as bytes that agrees with it");
            }
            return verdict;
        } catch (Throwable e) { // a method may throw anything
            entry.method().incomparable("it failed when it was called again: " + e);
            return Verdict.UNKNOWN;
        }
    }

    private void compare(Followed entry, Served served, Write write) {
        String id = entry.method().declared().cache() + " " + entry.key();
        if (known.contains(id) || compared(entry, served.value()) != Verdict.DIFFERENT) {
            return;
        }
        if (answersDifferentlyEachTime(entry)) {
            entry.method().incomparable("it answers differently each time");
        } else if (isServedOn(entry, served) && compared(entry, served.value()) == Verdict.DIFFERENT && known.add(id)) {
            entry.method()
                    .stale(new StaleAnswer(
                            entry.key(), write.by().describe(), write.during(), TableWrites.names(write.tables())));
        }
    }

    /** What is served, waiting for the cache to be trusted if it is not: an entry that is not served for want of a lease is served again later. */
    private @Nullable Served look(Followed entry) {
        long until = System.nanoTime() + MOST_BOUNDS * limits.bound().toNanos();
        Served served = entry.look();
        while (served == null && !trust.getAsBoolean() && System.nanoTime() - until < 0 && pause()) {
            served = entry.look();
        }
        return served == null ? entry.look() : served;
    }

    private boolean pause() {
        LockSupport.parkNanos(this, PAUSE_NANOS);
        return !Thread.currentThread().isInterrupted();
    }

    /** Whether the same value is served for a whole bound. */
    private boolean isServedOn(Followed entry, Served first) {
        long until = System.nanoTime() + limits.bound().toNanos();
        boolean isSame = isSame(entry, first);
        while (isSame && System.nanoTime() - until < 0 && pause()) {
            isSame = isSame(entry, first);
        }
        return isSame && !Thread.currentThread().isInterrupted();
    }

    private boolean isSame(Followed entry, Served first) {
        Served now = look(entry);
        return now != null
                && (now.value() == first.value()
                        || values.compare(entry.type(), first.value(), now.value()) == Verdict.SAME);
    }

    /** Twice, since a write may come between two answers. */
    private boolean answersDifferentlyEachTime(Followed entry) {
        boolean isFirst = isUnsteady(entry);
        return isFirst && isUnsteady(entry);
    }

    private boolean isUnsteady(Followed entry) {
        try {
            return values.compare(entry.type(), entry.loadAgain(), entry.loadAgain()) != Verdict.SAME;
        } catch (Throwable e) { // a method may throw anything
            return true;
        }
    }
}
