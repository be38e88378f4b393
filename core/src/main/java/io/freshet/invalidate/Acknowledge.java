package io.freshet.invalidate;

/** What a writer waits for after its commit before control returns to it. */
public enum Acknowledge {
    /**
     * Until the shared tier has the bump, 50 ms at the most. Other instances follow within milliseconds, and within the bound whatever
     * breaks.
     */
    BUMPED,
    /**
     * Until every instance that may hold a lease has applied the bump, at most one bound. A read that begins after that on any instance
     * sees the write. While the shared tier does not answer: until one bound after this instance first noticed, when all leases have
     * ended; if only this instance is cut off from it, others see the write within the bound. The default.
     */
    FLEET,
    /** As {@code FLEET}, but one whole bound from the commit whenever the shared tier does not answer, so that nothing is assumed. */
    LEASE
}
