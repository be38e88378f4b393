package io.freshet.remote;

/**
 * Turns values into bytes and back. Thread-safe. Null is never given to it.
 *
 * @param <V> the values
 */
public interface Codec<V> {

    /** Whether it can write this value; one that it cannot stays in process. */
    default boolean writes(V value) {
        return true;
    }

    /** The bytes of a value. Throws any runtime exception where there are none: the value is then not kept in L2. */
    byte[] encode(V value);

    /** The value of the bytes. Throws any runtime exception where it cannot: the entry is then a miss. */
    V decode(byte[] bytes);

    /** A number that changes whenever the form of the bytes or of the type changes: entries with another one are misses. */
    int fingerprint();

    /** How many bytes a value may have to be kept in L2. */
    default int largestBytes() {
        return Integer.MAX_VALUE;
    }
}
