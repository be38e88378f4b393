package io.freshet.capture.jdbc;

import io.freshet.sql.RowWrite;
import io.freshet.tag.Shape;
import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A table whose rows are told, and by what.
 *
 * @param names what the table is called
 * @param shapes those that are told
 * @param tenantColumn null if the table has none
 */
record RowScope(
        RowTable table,
        List<String> names,
        List<Shape> shapes,
        @Nullable String tenantColumn) {

    /** The columns whose values are in tags. */
    SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>();
        shapes.forEach(shape -> columns.addAll(shape.pinned()));
        if (tenantColumn != null) {
            columns.add(tenantColumn);
        }
        return columns;
    }

    /** What an update may change that sets these columns. */
    Set<String> changedBy(Set<String> sets) {
        Set<String> changed = new HashSet<>(sets);
        table.columns().forEach((name, column) -> {
            if (column.changesByItself()) {
                changed.add(name);
            }
        });
        return changed;
    }

    /** The shapes that read one of these columns; all, if rows may go to another tenant. */
    List<Shape> reading(Set<String> changed) {
        if (tenantColumn != null && changed.contains(tenantColumn)) {
            return shapes;
        }
        return shapes.stream()
                .filter(shape -> shape.reads().isEmpty() || !Collections.disjoint(shape.reads(), changed))
                .toList();
    }

    RowTags tags() {
        return new RowTags(names, tenantColumn);
    }

    /** Whether it changes nothing that a shape reads, of whosever rows. */
    boolean isUntouchedBy(RowWrite.Changes write) {
        return !write.deletes()
                && tenantColumn == null
                && reading(changedBy(write.sets())).isEmpty();
    }

    /** What is told of the table as a whole. */
    Set<String> wholeTags() {
        RowTags tags = tags();
        tags.add(Map.of(), List.of());
        return tags.all();
    }
}
