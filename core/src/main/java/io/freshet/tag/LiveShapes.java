package io.freshet.tag;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The shapes that every writer to the database is known to tell. Only entries of these shapes may be kept by rows; all others are kept by whole
 * tables. Thread-safe, never blocks.
 */
public final class LiveShapes {

    private volatile View view = new View(Set.of());

    /** From now on these are told too. */
    public synchronized void add(Shapes more) {
        Set<Shape> all = new LinkedHashSet<>(view.live());
        all.addAll(more.all());
        view = new View(all);
    }

    /** Whether writers tell it. */
    public boolean contains(Shape shape) {
        return view.live().contains(shape);
    }

    /** What holds now. */
    public View view() {
        return view;
    }

    /**
     * What held at one moment. Immutable.
     *
     * @param live the shapes that are told
     */
    public record View(Set<Shape> live) {

        /** Copies. */
        public View {
            live = Set.copyOf(live);
        }
    }
}
