package io.freshet.hot;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent items of a stream, in room for a fixed number of them (Metwally, Agrawal and El Abbadi, Efficient Computation of Frequent and
 * Top-k Elements in Data Streams, ICDT 2005). An item that is not counted takes over the least counter with what that has; so each count is too
 * high by what was taken over at the most, never too low, and no item that makes up more than one {@code room}th of the stream is missing. Not
 * thread-safe.
 */
final class SpaceSaving<T> {

    private final int room;
    private final Map<T, Counter<T>> counters;
    private final List<Counter<T>> all;
    private long total;

    SpaceSaving(int room) {
        this.room = room;
        this.counters = new HashMap<>(room * 2);
        this.all = new ArrayList<>(room);
    }

    /**
     * What is known of an item.
     *
     * @param count of how often it was seen, an upper bound
     * @param excess by how much that may be too high
     */
    record Counted<T>(T item, long count, long excess) {

        /** As often it was seen at the least. */
        long least() {
            return count - excess;
        }
    }

    /**
     * Counts an item that has a counter already; answers whether it has. Allocates nothing.
     *
     * @param probe the item, or what equals it and has its hash
     */
    @SuppressWarnings({"CollectionIncompatibleType", "SuspiciousMethodCalls"
    }) // a probe equals the item that it stands for
    boolean addKnown(Object probe, int times) {
        @Nullable Counter<T> counter = counters.get(probe);
        if (counter == null) {
            return false;
        }
        counter.count += times;
        total += times;
        return true;
    }

    /** Counts an item. Looks through all counters if it has none. */
    void add(T item, int times) {
        if (addKnown(item, times)) {
            return;
        }
        total += times;
        if (all.size() < room) {
            Counter<T> counter = new Counter<>(item, 0);
            counter.count = times;
            all.add(counter);
            counters.put(item, counter);
            return;
        }
        int least = 0;
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).count < all.get(least).count) {
                least = i;
            }
        }
        Counter<T> left = all.get(least);
        counters.remove(left.item);
        Counter<T> counter = new Counter<>(item, left.count);
        counter.count = left.count + times;
        all.set(least, counter);
        counters.put(item, counter);
    }

    /** How many were counted altogether. */
    long total() {
        return total;
    }

    /** All that are counted, those seen most first. */
    List<Counted<T>> counted() {
        return all.stream()
                .map(counter -> new Counted<>(counter.item, counter.count, counter.excess))
                .sorted(Comparator.<Counted<T>>comparingLong(Counted::least).reversed())
                .toList();
    }

    private static final class Counter<T> {
        private final T item;
        private final long excess;
        private long count;

        Counter(T item, long excess) {
            this.item = item;
            this.excess = excess;
        }
    }
}
