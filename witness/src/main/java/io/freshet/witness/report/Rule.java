package io.freshet.witness.report;

import java.util.Locale;

/** What can be found. */
public enum Rule {
    /** A value was still served after a committed write, and differed from what its method answered. */
    STALE,
    /** A method reads a table that it does not declare, and nothing but what it declares counts: a stale answer waiting. */
    UNDER_DECLARED,
    /** A method declares a table that none of its loads was seen to read. */
    OVER_DECLARED,
    /**
     * A method that declares columns of a table reads others too: right if its result does not depend on them, as where whole entities are
     * loaded for some of their attributes; else a stale answer waiting.
     */
    UNDECLARED_COLUMNS,
    /** A method's entries were there, and no write invalidated any. */
    NEVER_INVALIDATED,
    /** Entries were invalidated whose source still said the same. */
    NEEDLESS,
    /** A method's values could not be compared, so that nothing is known of them. */
    NOT_COMPARABLE;

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
