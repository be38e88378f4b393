package io.freshet.console.view;

/** How bad a problem is; the worst first. */
public enum Severity {
    /** Answers may be wrong, or nothing is cached. */
    CRITICAL,
    /** It works, but not as it should. */
    WARNING,
    /** Something that somebody may want to look at. */
    NOTE
}
