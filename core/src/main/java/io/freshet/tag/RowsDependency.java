package io.freshet.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a table that have these values in these columns and meet a condition; for an entry of a tenant, that tenant's. Immutable.
 *
 * <p>An entry carries it only if writers tell its shape ({@link LiveShapes}); else it carries the whole table.
 *
 * @param shape the table with the columns that are pinned and read
 * @param texts the text of each pinned column's value, as {@link RowValue} makes it
 */
public record RowsDependency(Shape shape, SortedMap<String, String> texts) implements Dependency {

    /** Checks and copies. */
    public RowsDependency {
        SortedMap<String, String> copy = new TreeMap<>();
        texts.forEach((column, text) -> copy.put(column.toLowerCase(Locale.ROOT), text));
        if (!copy.keySet().equals(shape.pinned())) {
            throw new IllegalArgumentException("The shape " + shape + " needs values for the columns " + shape.pinned()
                    + " and has them for " + copy.keySet());
        }
        texts = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Rows by values; empty if one of the values has no text that Java and the database agree upon: then depend on the whole table.
     *
     * @param values the value of each column, which may be null
     * @param reads the columns that matter; none for all
     */
    public static Optional<RowsDependency> of(String table, Map<String, ?> values, Collection<String> reads) {
        return of(Shape.of(table, values.keySet(), reads), values);
    }

    /** The same of a shape, whose condition the rows have to meet. */
    public static Optional<RowsDependency> of(Shape shape, Map<String, ?> values) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, ?> value : values.entrySet()) {
            Optional<String> text = RowValue.text(value.getValue());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.put(value.getKey(), text.get());
        }
        return Optional.of(new RowsDependency(shape, texts));
    }

    /** The table that holds the rows. */
    public TableDependency wholeTable() {
        return new TableDependency(shape.table());
    }

    @Override
    public Set<String> carriedBy(String tenant) {
        String unknown = Tags.tableUnknown(shape.table());
        List<String> values = new ArrayList<>(texts.values());
        return tenant.isEmpty()
                ? Set.of(Tags.rows(shape, values, ""), unknown, unknown + Tags.ANY_TENANT)
                : Set.of(
                        Tags.rows(shape, values, "@" + tenant),
                        Tags.rows(shape, values, Tags.NO_TENANT),
                        unknown,
                        Tags.of(unknown, tenant));
    }

    /** As for the whole table: entries by other columns may hold the same rows. */
    @Override
    public Set<String> raisedBy(String tenant) {
        return wholeTable().raisedBy(tenant);
    }
}
