package io.freshet.capture.postgres;

import io.freshet.tag.Shapes;

import java.util.List;

/**
 * What an installation found and did.
 *
 * @param schema where the outbox is
 * @param steps what was done, for people; empty if all was up to date
 * @param told the shapes that triggers tell now; fewer than asked where they could not be installed, whose tables are then told as a
 *     whole
 */
public record Installation(String schema, List<String> steps, Shapes told) {

    /** Copies. */
    public Installation {
        steps = List.copyOf(steps);
    }

    /** Whether anything was changed in the database. */
    public boolean isChanged() {
        return !steps.isEmpty();
    }
}
