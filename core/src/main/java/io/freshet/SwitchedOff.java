package io.freshet;

import io.freshet.control.ControlChange;
import org.jspecify.annotations.Nullable;

/**
 * Something that is switched off.
 *
 * @param scope what: {@code all}, {@code cache:prices} or {@code tenant:5}
 * @param change who did it at run time, and when; null if the configuration of this instance says so
 */
public record SwitchedOff(String scope, @Nullable ControlChange change) {

    @Override
    public String toString() {
        return change == null ? scope + " by configuration" : scope + " by " + change.by() + " at " + change.at();
    }
}
