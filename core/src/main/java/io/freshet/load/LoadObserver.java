package io.freshet.load;

/**
 * Watches what a loader reads from databases while it runs. Thread-safe; never blocks.
 *
 * <p>It sees the calling thread only. What a loader reads on another thread it must declare.
 */
public interface LoadObserver {

    /**
     * Begins to watch the calling thread. What it does until the end belongs to this load alone, also if it is part of another's.
     *
     * @param tenant whose entry is loaded; empty if all tenants share it
     */
    Observation begin(String tenant);

    /** Sees nothing. */
    static LoadObserver none() {
        return Unobserved.OBSERVER;
    }

    /** The watch over one load. Used, and closed, by the thread that began it. */
    interface Observation extends AutoCloseable {

        /** What was seen so far. */
        Observed observed();

        /** Ends it. */
        @Override
        void close();
    }
}
