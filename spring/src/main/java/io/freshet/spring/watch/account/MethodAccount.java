package io.freshet.spring.watch.account;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is known of a cached method: what it reads, and whether comparing its answers says anything. Thread-safe.
 *
 * <p>Called again on another thread, a method may answer something else for reasons of its own: a tenant in a thread local, the time, chance. So a
 * difference counts only once one of its answers was seen to be the same.
 */
public final class MethodAccount {

    private static final int MOST_TABLES = 100;
    private static final int MOST_STRIKES = 3;

    private final String name;
    private final Set<String> tables = ConcurrentHashMap.newKeySet();
    private final LongAdder same = new LongAdder();
    private final LongAdder different = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicInteger strikes = new AtomicInteger();
    private volatile @Nullable String incomparable;
    private volatile @Nullable String untold;

    MethodAccount(String name) {
        this.name = name;
    }

    /** Its class and name. */
    public String name() {
        return name;
    }

    void loaded(LoadReads reads) {
        if (reads.untold() != null) {
            untold = reads.untold();
        }
        reads.names()
                .forEach(read -> read.behind().forEach(table -> {
                    if (tables.size() < MOST_TABLES) {
                        tables.add(table.name());
                    }
                }));
    }

    /** Whether its answers have been seen to be comparable. */
    boolean isProven() {
        return same.sum() > 0;
    }

    boolean isComparable() {
        return incomparable == null;
    }

    void incomparable(String why) {
        incomparable = why;
    }

    void same() {
        same.increment();
        strikes.set(0);
    }

    /** It has answered differently three times in a row, and no write was heard of that would explain it. Others may write, so once is not enough. */
    void unsteady() {
        if (strikes.incrementAndGet() >= MOST_STRIKES) {
            incomparable("it answers differently from one call to the next");
        }
    }

    void different() {
        different.increment();
    }

    void failed() {
        failed.increment();
    }

    /** The tables that its loads were seen to read. */
    public Set<String> tables() {
        return new TreeSet<>(tables);
    }

    /** Why nothing is compared, or not all that it reads is known; empty if neither is so. */
    public String unseen() {
        String why = incomparable;
        String reading = untold;
        if (why != null) {
            return "its answers are not compared: " + why;
        }
        return reading == null ? "" : "not all that it reads is known: it executes a statement that " + reading;
    }

    /** How many comparisons found the same value. */
    public long sameCount() {
        return same.sum();
    }

    /** How many found another one, most of which are races. */
    public long differentCount() {
        return different.sum();
    }

    /** How many failed because the method did. */
    public long failedCount() {
        return failed.sum();
    }
}
