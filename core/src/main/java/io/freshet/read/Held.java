package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Tier;

import java.time.Duration;

/**
 * What lies under a key, whether or not it may be served: for tests and tools, which say why a read is a miss. Immutable.
 *
 * @param entry the entry
 * @param tier where it lies
 * @param state whether it is served
 * @param timeLeft until it expires; negative if it has
 */
public record Held(Entry entry, Tier tier, State state, Duration timeLeft) {

    /** The same, not served because its cache is not. */
    Held withheld() {
        return new Held(entry, tier, State.WITHHELD, timeLeft);
    }

    /** Whether an entry is served, or why not. */
    public enum State {
        /** A read outside of transactions that have written is given it. */
        SERVED,
        /** It is too old, and nothing has invalidated it. */
        EXPIRED,
        /** Something that it depends on was invalidated since it was loaded. */
        INVALIDATED,
        /** It is neither, but this instance has no lease, or the shared tier does not confirm it. */
        UNPROVEN,
        /** Its cache is switched off, or not open yet. */
        WITHHELD
    }
}
