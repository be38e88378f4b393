package io.freshet.read;

/** How a cache makes sure that what it serves is true. */
public enum Consistency {
    /**
     * By what the instance knows, under its lease: no round trip, and never older than the staleness bound. With {@link
     * io.freshet.invalidate.Acknowledge#FLEET} also never older than a write that was acknowledged before. The default.
     */
    BOUNDED,
    /** In the shared tier too, on each read: one round trip, and never older than an acknowledged write, whatever writers wait for. */
    STRICT
}
