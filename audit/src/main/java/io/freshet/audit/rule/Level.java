package io.freshet.audit.rule;

import java.util.Locale;

/** How bad a finding is. */
public enum Level {
    /** Worth knowing. */
    NOTE,
    /** Wrong under some conditions. */
    WARNING,
    /** Serves what is no longer true. */
    ERROR;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
