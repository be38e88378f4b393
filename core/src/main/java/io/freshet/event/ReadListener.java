package io.freshet.event;

/**
 * Hears of each read with its key, while it wants to. While nobody does, a read makes no text of its key. Called on the thread that has read, so it must be
 * quick and must not block.
 */
public interface ReadListener extends CacheListener {

    /** Whether reads that are answered so are to be told now. Asked at each read: it must cost next to nothing. */
    boolean listensTo(Outcome outcome);

    /**
     * The calling thread has read from a cache.
     *
     * @param key the key with its tenant, as it lies in the shared tier
     */
    void onRead(String cache, String key, Outcome outcome);
}
