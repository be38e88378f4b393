package io.freshet.spring.cache;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A value as a cache keeps it: by reference where nobody can change it, else as its bytes, of which each reader gets a copy. Thread-safe.
 */
final class HeldValue {

    private final @Nullable Object shared;
    private final byte @Nullable [] bytes;
    private final AtomicReference<@Nullable Object> spare;

    private HeldValue(@Nullable Object shared, byte @Nullable [] bytes, @Nullable Object spare) {
        this.shared = shared;
        this.bytes = bytes;
        this.spare = new AtomicReference<>(spare);
    }

    /** The value itself, for all readers; with its bytes if it can be written. */
    static HeldValue shared(Object value, byte @Nullable [] bytes) {
        return new HeldValue(value, bytes, null);
    }

    /** The bytes of a value, of which each reader gets a copy. */
    static HeldValue copied(byte[] bytes) {
        return new HeldValue(null, bytes, null);
    }

    /** The same, with a copy that has been made already, for the first reader. */
    static HeldValue copied(byte[] bytes, Object first) {
        return new HeldValue(null, bytes, first);
    }

    /** The bytes, or null if it stays in process. */
    byte @Nullable [] bytes() {
        return bytes;
    }

    Object value(Function<byte[], Object> copy) {
        if (shared != null) {
            return shared;
        }
        Object first = spare.get() == null ? null : spare.getAndSet(null);
        if (first != null) {
            return first;
        }
        if (bytes == null) {
            throw new IllegalStateException("A value has neither an object nor bytes");
        }
        return copy.apply(bytes);
    }
}
