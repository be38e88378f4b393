package io.freshet.warm;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/**
 * Reads to be made before anybody asks for them. Immutable.
 *
 * @param name the same on all instances, which share how far it has come
 * @param priority the higher goes first
 * @param mostPerSecond how many reads a second at the most; 0 for as many as can be
 * @param keys what is to be read, in the same order on all instances; asked when the job begins, on the thread that warms
 * @param read reads one of them through its cache
 */
public record WarmJob(
        String name, int priority, double mostPerSecond, Supplier<? extends List<?>> keys, Read<Object> read) {

    private static final double LEAST_PER_SECOND = 0.1;

    /** Checks. */
    public WarmJob {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A job that warms needs a name, the same on all instances");
        }
        if (mostPerSecond != 0 && !(mostPerSecond >= LEAST_PER_SECOND)) {
            throw new IllegalArgumentException("The job '" + name + "' warms " + mostPerSecond
                    + " keys a second, but must warm " + LEAST_PER_SECOND + " at least, or 0 for as many as can be");
        }
    }

    /**
     * A job of priority 0, 50 reads a second at the most.
     *
     * @param read a cached method, or {@code key -> cache.get(key, loader)}
     */
    @SuppressWarnings("unchecked") // it is given keys of this list only
    public static <K> WarmJob of(String name, Supplier<? extends List<K>> keys, Read<? super K> read) {
        return new WarmJob(name, 0, 50, keys, (Read<Object>) read);
    }

    /** The same with another priority. */
    public WarmJob withPriority(int other) {
        return new WarmJob(name, other, mostPerSecond, keys, read);
    }

    /** The same with another rate; 0 for as many as can be. */
    public WarmJob withMostPerSecond(double other) {
        return new WarmJob(name, priority, other, keys, read);
    }

    /** Reads a key through its cache; what it answers is of no interest. */
    @FunctionalInterface
    public interface Read<K> {
        /** Reads. What it throws is counted, and the job goes on. */
        @Nullable
        Object read(K key) throws Exception;
    }
}
