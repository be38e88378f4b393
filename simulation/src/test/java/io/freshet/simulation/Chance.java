package io.freshet.simulation;

/** What a schedule's random choices are drawn from: xorshift64*, the same on every JVM for the same seed. Not thread-safe. */
final class Chance {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    Chance(long seed) {
        long mixed = (seed + GOLDEN) * 0xbf58476d1ce4e5b9L;
        state = (mixed ^ (mixed >>> 31)) * 0x94d049bb133111ebL | 1;
    }

    private long next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * 0x2545f4914f6cdd1dL;
    }

    /** From 0 to below the limit. */
    int below(int limit) {
        return (int) ((next() >>> 33) % limit);
    }

    /** True once in so many times. */
    boolean once(int in) {
        return below(in) == 0;
    }

    /** From 0 to below so many milliseconds, in nanoseconds. */
    long millis(int limit) {
        return below(limit * 1_000) * 1_000L;
    }
}
