package io.freshet.entry;

import org.jspecify.annotations.Nullable;

/**
 * A value, what it depends on, as of when it was loaded, and when it expires. Thread-safe.
 *
 * <p>It remembers at which state of the instance's knowledge it was last found valid, so that finding it valid again costs one
 * comparison while nothing was invalidated. Two threads may overwrite each other's mark: that only costs a second check.
 */
public final class Entry {

    private final @Nullable Object value;
    private final Stamp stamp;
    private final long[] tags;
    private final long dueNanos;
    private final long expiresNanos;
    private final Lifetime lifetime;
    private final int weightBytes;
    private volatile long validAt = -1;

    /**
     * An entry.
     *
     * @param value what was loaded; null is a value
     * @param stamp what the instance knew before the loader began
     * @param tags the hashes of all tags it carries; not copied
     * @param expiresNanos the monotonic instant from which it is expired
     * @param discardNanos the monotonic instant from which it is of no use at all
     */
    public Entry(@Nullable Object value, Stamp stamp, long[] tags, long expiresNanos, long discardNanos) {
        this(value, stamp, tags, Lifetime.until(expiresNanos, discardNanos), 0);
    }

    /**
     * An entry.
     *
     * @param value what was loaded; null is a value
     * @param stamp what the instance knew before the loader began
     * @param tags the hashes of all tags it carries; not copied
     * @param lifetime when it is to be refreshed and expires
     * @param weightBytes how much it counts for where L1 is bounded by weight; 0 if that is not known
     */
    public Entry(@Nullable Object value, Stamp stamp, long[] tags, Lifetime lifetime, int weightBytes) {
        this.value = value;
        this.stamp = stamp;
        this.tags = tags;
        this.dueNanos = lifetime.dueNanos();
        this.expiresNanos = lifetime.expiresNanos();
        this.lifetime = lifetime;
        this.weightBytes = weightBytes;
    }

    /** The same with another weight. */
    public Entry weighing(int bytes) {
        return new Entry(value, stamp, tags, lifetime, bytes);
    }

    /** What was loaded. */
    public @Nullable Object value() {
        return value;
    }

    /** What the instance knew before the loader began. */
    public Stamp stamp() {
        return stamp;
    }

    /** The hashes of its tags; not to be written. */
    public long[] tags() {
        return tags;
    }

    /** The monotonic instant from which a read that is served looks whether it should be refreshed. */
    public long dueNanos() {
        return dueNanos;
    }

    /** When it is to be refreshed and expires. */
    public Lifetime lifetime() {
        return lifetime;
    }

    /** How much it counts for where L1 is bounded by weight; 0 if that is not known. */
    public int weightBytes() {
        return weightBytes;
    }

    /** The monotonic instant from which it is expired. */
    public long expiresNanos() {
        return expiresNanos;
    }

    /** The monotonic instant from which it is of no use at all. */
    public long discardNanos() {
        return lifetime.discardNanos();
    }

    /** The state of knowledge at which it was last found valid; -1 for never. */
    public long validAt() {
        return validAt;
    }

    /** Marks it as valid at a state of knowledge. */
    public void markValid(long state) {
        validAt = state;
    }
}
