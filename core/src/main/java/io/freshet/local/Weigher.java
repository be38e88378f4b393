package io.freshet.local;

import org.jspecify.annotations.Nullable;

/** Says how much a value weighs, in bytes. Thread-safe; quick; never blocks. */
@FunctionalInterface
public interface Weigher {

    /** The weight of what is not known. */
    long UNKNOWN = -1;

    /**
     * The weight of a value, 0 or more.
     *
     * @param value the value; null weighs nothing, and is not asked for
     * @param encodedBytes how many bytes its codec writes; {@link #UNKNOWN} if nothing was encoded
     */
    long bytesOf(Object value, long encodedBytes);

    /** As many bytes as the codec writes. */
    static Weigher encoded() {
        return EncodedWeigher.INSTANCE;
    }

    /** The weight of a value that may be null. */
    default long weigh(@Nullable Object value, long encodedBytes) {
        return value == null ? 0 : bytesOf(value, encodedBytes);
    }
}
