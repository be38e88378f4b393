package io.freshet.audit.rule;

import java.util.Locale;

/** What a test run says of a finding, in the order of how sure one can be of it. */
public enum Confidence {
    /** The entry point ran, and never did what is said of it. */
    NOT_SEEN,
    /** No test run was told of, or none that says anything of it: the code alone says so. */
    CODE,
    /** The run saw the write, and the cached read read what was written. */
    SEEN,
    /** The run saw the cached read answer what was no longer true. */
    STALE;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
