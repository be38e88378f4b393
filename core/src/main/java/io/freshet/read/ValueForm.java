package io.freshet.read;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheMeter;
import io.freshet.remote.Codec;
import io.freshet.remote.Envelope;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How the values of one cache lie in L2. Nothing here ever fails a read: what cannot be read is a miss, and what cannot be written is kept in
 * process only; both are counted, and told once for each reason. Thread-safe.
 */
final class ValueForm {

    /** A fleet has few versions of a type at once; more shapes than that are noise. */
    private static final int MOST_TOLD = 16;

    private final String cache;
    private final Codec<Object> codec;
    private final CacheMeter meter;
    private final CacheEvents events;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    ValueForm(String cache, Codec<Object> codec, CacheMeter meter, CacheEvents events) {
        this.cache = cache;
        this.codec = codec;
        this.meter = meter;
        this.events = events;
    }

    /** Whether the value of an entry has this instance's shape. */
    boolean fits(Envelope envelope) {
        if (envelope.fingerprint() == codec.fingerprint()) {
            return true;
        }
        String shape = Integer.toHexString(envelope.fingerprint());
        unreadable(
                "shape " + shape,
                "they were written by another version of the application, with another codec or another shape of the type: "
                        + shape + " instead of " + Integer.toHexString(codec.fingerprint()));
        return false;
    }

    /** The value; throws what the codec does. */
    @Nullable
    Object valueOf(Envelope envelope) {
        byte[] bytes = envelope.value();
        return bytes == null ? null : codec.decode(bytes);
    }

    /** Counts an entry that could not be read. */
    void unreadable(Throwable why) {
        unreadable("unreadable", String.valueOf(why.getMessage()));
    }

    private void unreadable(String kind, String why) {
        meter.undecodable();
        if (isNew(kind)) {
            events.publish(new CacheEvent.EntryUndecodable(cache, why));
        }
    }

    private boolean isNew(String kind) {
        return told.size() < MOST_TOLD && told.add(kind);
    }

    /** What entries of this instance's shape carry. */
    int fingerprint() {
        return codec.fingerprint();
    }

    /** The bytes of a value; null if it has none, which is counted. */
    byte @Nullable [] encoded(Object value) {
        if (!codec.writes(value)) {
            return null; // it is meant to stay in process
        }
        try {
            return codec.encode(value);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            notStored(
                    "encode " + value.getClass().getName(),
                    "a " + value.getClass().getName() + " cannot be encoded: " + e.getMessage());
            return null;
        }
    }

    /** Whether the bytes of a value are few enough to be stored; if not, that is counted. */
    boolean isSmallEnough(byte[] encoded) {
        if (encoded.length <= codec.largestBytes()) {
            return true;
        }
        notStored(
                "size",
                "a value of " + encoded.length + " bytes is larger than the " + codec.largestBytes()
                        + " that are allowed");
        return false;
    }

    private void notStored(String kind, String why) {
        meter.notStored();
        if (isNew(kind)) {
            events.publish(new CacheEvent.NotStored(cache, why));
        }
    }

    /** The bytes of a value, of any size; throws what the codec does. */
    byte[] bytesOf(Object value) {
        return codec.encode(value);
    }
}
