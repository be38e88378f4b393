package io.freshet.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rows of a table as a statement was seen to read them: those that have, in each pinned column, one of its values. Immutable.
 *
 * <h2>Why another shape may stand for them</h2>
 *
 * Writers tell the rows of shapes that somebody has registered, not of every statement. A shape stands for what was read if it pins no other
 * columns and has no condition, so that its rows are those that were read and more; and if it reads all that was read, so that no change of a
 * column that matters is left out. The narrowest such shape is taken, and the whole table if there is none.
 *
 * @param table the name as in {@link TableDependency}
 * @param texts the texts of the values of each pinned column, as {@link RowValue} makes them
 * @param reads the columns that were read, the pinned ones included; none if that cannot be told, or if it was all of them
 */
public record ReadRows(String table, SortedMap<String, Set<String>> texts, SortedSet<String> reads) {

    /** How many rows by values stand for one table in one entry: with more it depends on the whole table. */
    public static final int MOST = 100;

    private static final Comparator<Shape> NARROWEST = Comparator.<Shape>comparingInt(
                    shape -> -shape.pinned().size())
            .thenComparing(shape -> shape.reads().isEmpty())
            .thenComparingInt(shape -> shape.reads().size())
            .thenComparing(Shape::toString);

    /** Copies. */
    public ReadRows {
        table = table.toLowerCase(Locale.ROOT);
        SortedMap<String, Set<String>> copy = new TreeMap<>();
        texts.forEach((column, values) -> copy.put(column, Set.copyOf(values)));
        texts = Collections.unmodifiableSortedMap(copy);
        reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
    }

    /** What an entry depends on that was computed from all of these: for each table rows by values, or the whole of it. */
    public static Set<Dependency> dependencies(Collection<ReadRows> read, LiveShapes.View told) {
        Map<String, Set<Dependency>> byTable = new HashMap<>();
        for (ReadRows rows : read) {
            byTable.computeIfAbsent(rows.table, table -> new LinkedHashSet<>()).addAll(rows.dependencies(told));
        }
        Set<Dependency> all = new LinkedHashSet<>();
        byTable.forEach((table, dependencies) -> {
            Dependency whole = new TableDependency(table);
            boolean isWhole = dependencies.contains(whole) || dependencies.size() > MOST;
            all.addAll(isWhole ? Set.of(whole) : dependencies);
        });
        return all;
    }

    private Set<Dependency> dependencies(LiveShapes.View told) {
        Optional<Shape> shape = told.live().stream().filter(this::isCoveredBy).min(NARROWEST);
        List<SortedMap<String, String>> combinations =
                shape.map(found -> combinations(found.pinned())).orElseGet(List::of);
        if (combinations.isEmpty()) {
            return Set.of(new TableDependency(table));
        }
        Set<Dependency> dependencies = new LinkedHashSet<>();
        combinations.forEach(values -> dependencies.add(new RowsDependency(shape.orElseThrow(), values)));
        return dependencies;
    }

    private boolean isCoveredBy(Shape shape) {
        return shape.table().equals(table)
                && !shape.isWholeTable()
                && shape.where().isAlways()
                && texts.keySet().containsAll(shape.pinned())
                && (shape.reads().isEmpty()
                        || (!reads.isEmpty() && shape.reads().containsAll(reads)));
    }

    /** Every choice of one value for each of these columns; none if there are too many. */
    private List<SortedMap<String, String>> combinations(SortedSet<String> columns) {
        List<SortedMap<String, String>> combinations = List.of(new TreeMap<>());
        for (String column : columns) {
            List<SortedMap<String, String>> longer = new ArrayList<>();
            for (SortedMap<String, String> begun : combinations) {
                for (String text : texts.getOrDefault(column, Set.of())) {
                    SortedMap<String, String> one = new TreeMap<>(begun);
                    one.put(column, text);
                    longer.add(one);
                }
            }
            if (longer.size() > MOST) {
                return List.of();
            }
            combinations = longer;
        }
        return combinations;
    }
}
