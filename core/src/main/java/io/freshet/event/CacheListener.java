package io.freshet.event;

/** Hears what happened. Called on the thread where it happened, so it must be quick and must not block. */
public interface CacheListener {

    /** Something happened. */
    default void onEvent(CacheEvent event) {}

    /** The calling thread has read from a cache. */
    default void onRead(String cache, Outcome outcome) {}
}
