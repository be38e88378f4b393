package io.freshet.spring.watch.account;

/** Whether two values are the same. */
enum Verdict {
    /** They are. */
    SAME,
    /** They are not. */
    DIFFERENT,
    /** Nobody can tell. */
    UNKNOWN
}
