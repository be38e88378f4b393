package io.freshet.spring.settings;

/** How jobs that warm tell how far they have come. */
public enum ProgressDisplay {
    /** By a bar if standard output is a terminal, else by lines in the log. */
    AUTO,
    /** By a bar on standard output, whatever that is. */
    ALWAYS,
    /** By lines in the log. */
    NEVER
}
