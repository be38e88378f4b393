package io.freshet.event;

import io.freshet.change.ChangeSet;

import java.util.function.Supplier;

/**
 * Stands around what takes time: loads, and changes until they are effective. Never around a hit. Thread-safe; called on the thread where it happens, so it
 * must be quick and must not block. What it throws is reported to the thread's own handler and keeps nothing from being done.
 */
public interface Tracer {

    /**
     * A load begins on the calling thread, the wait for a place among those that may run at once included.
     *
     * @param cache the cache
     * @param key the key with its tenant, as it lies in the shared tier; asked for only if it is wanted
     */
    Span load(String cache, Supplier<String> key);

    /** A change was committed and is made effective; what the writer waits for is part of it. */
    Span invalidation(ChangeSet change);

    /** The same work for another thread, as a part of what the calling thread does now. */
    Runnable carried(Runnable work);

    /** Nobody traces. */
    static Tracer none() {
        return Untraced.TRACER;
    }

    /** One of these, from its beginning until it is closed. */
    interface Span extends AutoCloseable {

        /** How it went, in a word of a few; the last word counts. */
        void outcome(String word);

        /** What went wrong in it. */
        void failed(Throwable why);

        /** It goes on without the calling thread, which began it, until somebody closes it. */
        void leave();

        /** It has ended. On the thread that began it, unless that has left it. */
        @Override
        void close();
    }
}
