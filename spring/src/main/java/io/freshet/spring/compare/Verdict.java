package io.freshet.spring.compare;

/** Whether two values are the same. */
public enum Verdict {
    /** They are. */
    SAME,
    /** They are not. */
    DIFFERENT,
    /** Nobody can tell. */
    UNKNOWN
}
