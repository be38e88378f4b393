package io.freshet.console.fleet;

import java.util.Map;

/**
 * What one instance asks another.
 *
 * @param form {@link #FORM}; another number was asked by another version, and is not answered
 * @param kind what is asked
 * @param values what goes with it, by name
 */
public record Question(int form, Kind kind, Map<String, String> values) {

    /** To be raised whenever something is asked or answered otherwise than before. */
    public static final int FORM = 1;

    /** Of this form. */
    public Question(Kind kind, Map<String, String> values) {
        this(FORM, kind, values);
    }

    /** What can be asked: nothing that changes anything, and no values of entries. */
    public enum Kind {
        /** How an entry stands: its cache, its tenant, and the values of its key. */
        ENTRY,
        /** How many entries of a tenant are served. */
        TENANT,
        /** The keys that are read most. */
        HOT_KEYS,
        /** The latest invalidations. */
        INVALIDATIONS
    }
}
