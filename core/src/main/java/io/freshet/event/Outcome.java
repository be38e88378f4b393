package io.freshet.event;

/** How a read was answered. */
public enum Outcome {
    /** From the tier in process. */
    HIT_L1("hit-l1"),
    /** From the shared tier. */
    HIT_L2("hit-l2"),
    /** By the loader. */
    MISS("miss"),
    /** By an expired value, since the loader failed or took too long. */
    STALE("stale"),
    /** By the loader, past the cache. */
    BYPASS("bypass");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** The word for it in headers and metrics. */
    public String text() {
        return text;
    }
}
