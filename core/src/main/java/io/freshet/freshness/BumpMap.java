package io.freshet.freshness;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The last bump of each tag that this instance has heard of: longs to longs, without objects.
 *
 * <p>Open addressing with linear probing. One writer at a time (the caller's lock); readers take no lock: a slot's value is written
 * before its key is published, and a table that has grown too small is replaced as a whole. Values only grow.
 */
final class BumpMap {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SMALLEST = 1 << 10;

    private volatile Table table = new Table(SMALLEST);
    private int size;

    /** The number that the tag was last raised to, or 0. */
    long get(long tag) {
        Table t = table;
        for (int i = t.slot(tag); ; i = t.next(i)) {
            long key = (long) LONGS.getAcquire(t.tags, i);
            if (key == tag) {
                return (long) LONGS.getAcquire(t.seqs, i);
            }
            if (key == 0) {
                return 0;
            }
        }
    }

    /**
     * Raises the tag to the number, unless it is there already.
     *
     * @param floor bumps below it are forgotten when room is needed: no stamp that they could invalidate is valid any more
     */
    void raise(long tag, long seq, long floor) {
        if (size * 2 >= table.tags.length) {
            rebuild(floor);
        }
        if (table.raise(tag, seq)) {
            size++;
        }
    }

    int size() {
        return size;
    }

    private void rebuild(long floor) {
        Table old = table;
        int kept = 0;
        for (int i = 0; i < old.tags.length; i++) {
            kept += old.tags[i] != 0 && old.seqs[i] >= floor ? 1 : 0;
        }
        Table fresh = new Table(Math.max(SMALLEST, Integer.highestOneBit(kept * 2) * 4));
        for (int i = 0; i < old.tags.length; i++) {
            if (old.tags[i] != 0 && old.seqs[i] >= floor) {
                fresh.raise(old.tags[i], old.seqs[i]);
            }
        }
        size = kept;
        table = fresh;
    }

    private static final class Table {

        final long[] tags;
        final long[] seqs;

        Table(int capacity) {
            tags = new long[capacity];
            seqs = new long[capacity];
        }

        int slot(long tag) {
            return (int) (tag ^ (tag >>> 32)) & (tags.length - 1);
        }

        int next(int slot) {
            return (slot + 1) & (tags.length - 1);
        }

        boolean raise(long tag, long seq) {
            int i = slot(tag);
            while (tags[i] != 0 && tags[i] != tag) {
                i = next(i);
            }
            boolean added = tags[i] == 0;
            if (seqs[i] < seq) {
                LONGS.setRelease(seqs, i, seq);
            }
            LONGS.setRelease(tags, i, tag);
            return added;
        }
    }
}
