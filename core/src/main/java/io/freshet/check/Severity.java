package io.freshet.check;

import java.util.Locale;

/** How bad a finding is; the later, the worse. */
public enum Severity {
    /** As it should be. */
    OK,
    /** Worth knowing, or unknown. */
    NOTE,
    /** Costs something, or will under some conditions. */
    WARNING,
    /** Something does not work. */
    PROBLEM;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
