package io.freshet.spring.trace;

import io.freshet.change.ChangeSet;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;

/** What is known of a change that is made effective. Thread-safe as far as Freshet sets it. */
public final class InvalidationObservationContext extends Observation.Context {

    private final ChangeSet change;
    private volatile String outcome = KeyValue.NONE_VALUE;

    InvalidationObservationContext(ChangeSet change) {
        this.change = change;
    }

    /** What was written. */
    public ChangeSet change() {
        return change;
    }

    /**
     * How it went: {@code fleet} if every instance has it, {@code bumped} if the shared tier has, {@code delayed} if neither; {@code none} until it has
     * ended.
     */
    public String outcome() {
        return outcome;
    }

    void outcome(String word) {
        outcome = word;
    }
}
