package io.freshet.capture.postgres;

import io.freshet.tag.Shape;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A shape that triggers tell, and who asks for it.
 *
 * @param shape which writes matter
 * @param since when it was registered
 * @param asked when each application last said that it depends on it, by the application's name; running ones say so each hour. Nobody is known of
 *     applications of outbox version 3
 */
public record KnownShape(Shape shape, Instant since, SortedMap<String, Instant> asked) {

    /** Copies. */
    public KnownShape {
        asked = Collections.unmodifiableSortedMap(new TreeMap<>(asked));
    }
}
