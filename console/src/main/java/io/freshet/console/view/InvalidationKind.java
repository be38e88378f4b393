package io.freshet.console.view;

/** How an invalidation came about. */
public enum InvalidationKind {
    /** This instance made it, right after the commit. */
    MADE,
    /** This instance could not make it at once: it waits. */
    DELAYED,
    /** The relay of this instance made it for a writer that did not: one outside, or one that died. */
    RELAYED
}
