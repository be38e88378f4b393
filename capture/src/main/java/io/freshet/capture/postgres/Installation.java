package io.freshet.capture.postgres;

import java.util.List;

/**
 * What an installation found and did.
 *
 * @param schema where the outbox is
 * @param steps what was done, for people; empty if all was up to date
 */
public record Installation(String schema, List<String> steps) {

    /** Copies. */
    public Installation {
        steps = List.copyOf(steps);
    }

    /** Whether anything was changed in the database. */
    public boolean isChanged() {
        return !steps.isEmpty();
    }
}
