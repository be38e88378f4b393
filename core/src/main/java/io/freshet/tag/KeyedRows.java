package io.freshet.tag;

import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a table whose pinned columns have the values of a key's segments: what {@link RowsDependency} is for one entry, this is for all
 * entries of a cache. Immutable.
 *
 * @param shape the table with the columns that are pinned and read
 * @param segments the name of the segment that holds the value of each pinned column
 */
public record KeyedRows(Shape shape, SortedMap<String, String> segments) implements Dependency {

    /** Checks and copies. */
    public KeyedRows {
        SortedMap<String, String> copy = new TreeMap<>();
        segments.forEach((column, segment) -> copy.put(column.toLowerCase(Locale.ROOT), segment));
        if (!copy.keySet().equals(shape.pinned())) {
            throw new IllegalArgumentException("The shape " + shape + " needs segments for the columns "
                    + shape.pinned() + " and has them for " + copy.keySet());
        }
        segments = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Rows by the values of segments.
     *
     * @param segments the name of a segment for each column
     * @param reads the columns that matter; none for all
     */
    public static KeyedRows of(String table, Map<String, String> segments, Collection<String> reads) {
        return of(table, segments, reads, Condition.always());
    }

    /** The same, of rows that a condition is true of before or after a write. */
    public static KeyedRows of(String table, Map<String, String> segments, Collection<String> reads, Condition where) {
        return new KeyedRows(Shape.of(table, segments.keySet(), reads, where), new TreeMap<>(segments));
    }

    /** What the entry under a key depends on; the whole table if a value of the key has no text in tags. */
    public Dependency at(CacheKey key) {
        List<String> names = key.template().valueNames();
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Map.Entry<String, String> segment : segments.entrySet()) {
            int index = names.indexOf(segment.getValue());
            if (index < 0) {
                throw new IllegalArgumentException("The key template '" + key.template() + "' has no segment {"
                        + segment.getValue() + "}, which gives column " + segment.getKey() + " of " + shape.table());
            }
            values.put(segment.getKey(), key.value(index));
        }
        Optional<RowsDependency> rows = RowsDependency.of(shape, values);
        return rows.isPresent() ? rows.get() : wholeTable();
    }

    /** The table that holds the rows. */
    public TableDependency wholeTable() {
        return new TableDependency(shape.table());
    }

    /** The whole table: which rows it is depends on the key. */
    @Override
    public Set<String> carriedBy(String tenant) {
        return wholeTable().carriedBy(tenant);
    }

    @Override
    public Set<String> raisedBy(String tenant) {
        return wholeTable().raisedBy(tenant);
    }

    @Override
    public String toString() {
        List<String> pairs = new ArrayList<>();
        segments.forEach((column, segment) -> pairs.add(column + " = {" + segment + "}"));
        return "rows of " + shape.table() + (pairs.isEmpty() ? "" : " with " + String.join(", ", pairs))
                + (shape.where().isAlways() ? "" : " where " + shape.where())
                + (shape.reads().isEmpty() ? "" : " reading " + String.join(", ", shape.reads()));
    }
}
