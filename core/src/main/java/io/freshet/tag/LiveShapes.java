package io.freshet.tag;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shapes that every writer to the database is known to tell, and the tables of which that is known no more. Only entries of these shapes may
 * be kept by rows; all others are kept by whole tables, and those of tables that are not told not at all. Thread-safe, never blocks.
 *
 * <h2>Why a load looks at its beginning and at its end</h2>
 *
 * Before a shape is live, a write may tell only its whole table. A load that began then may have read what was before that write, and would never
 * hear of it if it took the tag of its rows. One that begins when the shape is live reads what all earlier writers have committed. So a load
 * keeps its value only if its shapes were the same at its beginning, after its stamp was made, as at its end.
 *
 * <p>A table that is found not to be told is noted here first, and its tags are raised after that: a load that began before has an older stamp.
 */
public final class LiveShapes {

    private volatile View view = new View(Set.of(), Set.of());
    private volatile long changedNanos;
    private volatile boolean hasChanged;

    /** From now on these are told too. */
    public synchronized void add(Shapes more) {
        Set<Shape> all = new LinkedHashSet<>(view.live());
        all.addAll(more.all());
        change(new View(Set.copyOf(all), view.untold()));
    }

    /** From now on nothing is kept that depends on these tables, in whatever way. */
    public synchronized void lose(Collection<String> tables) {
        Set<String> untold = new LinkedHashSet<>(view.untold());
        tables.forEach(table -> untold.add(table.toLowerCase(Locale.ROOT)));
        change(new View(view.live(), Set.copyOf(untold)));
    }

    /** These tables are told again. */
    public synchronized void regain(Collection<String> tables) {
        Set<String> untold = new LinkedHashSet<>(view.untold());
        tables.forEach(table -> untold.remove(table.toLowerCase(Locale.ROOT)));
        change(new View(view.live(), Set.copyOf(untold)));
    }

    private void change(View changed) {
        if (!changed.equals(view)) {
            view = changed;
            changedNanos = System.nanoTime();
            hasChanged = true;
        }
    }

    /** Whether writers tell it. */
    public boolean contains(Shape shape) {
        return view.contains(shape);
    }

    /** What holds now. */
    public View view() {
        return view;
    }

    /** Whether all has been as it is for so long: a copy of the database may show what was before. */
    public boolean isSettled(Duration time) {
        return !hasChanged || System.nanoTime() - changedNanos > time.toNanos();
    }

    /**
     * What held at one moment. Immutable.
     *
     * @param live the shapes that are told
     * @param untold the tables that are not
     */
    public record View(Set<Shape> live, Set<String> untold) {

        /** Whether writers tell it. */
        public boolean contains(Shape shape) {
            return live.contains(shape);
        }

        /** Whether an entry with these tags, as hashes, depends on a table that is not told. */
        public boolean isUntold(long[] tags) {
            if (untold.isEmpty()) {
                return false;
            }
            Set<Long> lost = new LinkedHashSet<>();
            untold.stream()
                    .flatMap(table -> Stream.of(Tags.table(table), Tags.tableUnknown(table)))
                    .forEach(tag -> lost.add(Tag.hashOf(tag)));
            for (long tag : tags) {
                if (lost.contains(tag)) {
                    return true;
                }
            }
            return false;
        }
    }
}
