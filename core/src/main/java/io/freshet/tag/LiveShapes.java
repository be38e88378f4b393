package io.freshet.tag;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The shapes that every writer to the database is known to tell. Only entries of these shapes may be kept by rows; all others are kept by whole
 * tables. Thread-safe, never blocks.
 */
public final class LiveShapes {

    private volatile Set<Shape> live = Set.of();

    /** From now on these are told too. */
    public synchronized void add(Shapes more) {
        Set<Shape> all = new LinkedHashSet<>(live);
        all.addAll(more.all());
        live = Set.copyOf(all);
    }

    /** Whether writers tell it. */
    public boolean contains(Shape shape) {
        return live.contains(shape);
    }
}
