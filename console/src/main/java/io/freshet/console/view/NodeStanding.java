package io.freshet.console.view;

/** What is known of an instance's presence. */
public enum NodeStanding {
    /** It has told of itself, and its lease runs. */
    PRESENT,
    /** Its lease has ended and it took no leave: it was killed, hangs, or does not reach the shared tier. */
    GONE,
    /** It took its leave, as when it is stopped. */
    ENDED,
    /** It cannot be told whether it is there: this instance does not reach the shared tier. */
    UNKNOWN
}
