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
     * sees the write. While the shared tier does not answer this instance: until one bound after any relay last began a cycle, when all leases have
     * ended; that is one bound from the commit if others still reach it. The default.
     */
    FLEET
}
