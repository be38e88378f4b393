package io.freshet.witness.account;

import io.freshet.witness.trace.EntryPoint;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was witnessed of one entry point. Thread-safe; its memory is bounded. */
public final class EntryAccount {

    private static final int MOST = 500;

    private final EntryPoint point;
    private final SortedMap<String, SortedSet<String>> tables = new TreeMap<>();
    private final SortedSet<String> invalidated = new TreeSet<>();
    private final SortedSet<String> tests = new TreeSet<>();
    private long transactions;
    private long rolledBack;

    EntryAccount(EntryPoint point) {
        this.point = point;
    }

    synchronized void wrote(Write write, boolean isCommitted) {
        transactions += isCommitted ? 1 : 0;
        rolledBack += isCommitted ? 0 : 1;
        write.tables().forEach((table, operations) -> {
            if (tables.size() < MOST || tables.containsKey(table)) {
                tables.computeIfAbsent(table, name -> new TreeSet<>()).addAll(operations);
            }
        });
        if (!write.during().isEmpty() && tests.size() < MOST) {
            tests.add(write.during());
        }
    }

    synchronized void invalidated(String cache) {
        if (invalidated.size() < MOST) {
            invalidated.add(cache);
        }
    }

    /** Which one it is. */
    public EntryPoint point() {
        return point;
    }

    /** The operations on each table; none where a trigger, a cascade or a function wrote. */
    public synchronized SortedMap<String, SortedSet<String>> tables() {
        SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
        tables.forEach((table, operations) -> copy.put(table, new TreeSet<>(operations)));
        return copy;
    }

    /** The caches of which it was seen to invalidate entries. */
    public synchronized SortedSet<String> invalidated() {
        return new TreeSet<>(invalidated);
    }

    /** The tests that ran meanwhile. */
    public synchronized SortedSet<String> tests() {
        return new TreeSet<>(tests);
    }

    /** How many of its transactions wrote and committed. */
    public synchronized long transactionCount() {
        return transactions;
    }

    /** How many of its transactions wrote and were rolled back. */
    public synchronized long rolledBackCount() {
        return rolledBack;
    }
}
