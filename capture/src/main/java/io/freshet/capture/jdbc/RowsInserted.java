package io.freshet.capture.jdbc;

import io.freshet.sql.RowWrite;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of an INSERT, by the values that it gives them. */
final class RowsInserted {

    private RowsInserted() {}

    /** Their tags; empty if a value in one of them is not certain. */
    static Optional<Set<String>> tags(RowScope scope, RowWrite.Inserts write, List<BoundRow> executions) {
        RowTags tags = scope.tags();
        for (BoundRow bound : executions) {
            for (List<RowWrite.Given> row : write.rows()) {
                Map<String, @Nullable Object> values = new HashMap<>();
                for (String column : scope.columns()) {
                    int index = write.columns().indexOf(column);
                    if (!put(values, scope, column, index < 0 ? null : row.get(index), bound)) {
                        return Optional.empty();
                    }
                }
                tags.add(values, scope.shapes());
            }
        }
        return Optional.of(tags.all());
    }

    private static boolean put(
            Map<String, @Nullable Object> values,
            RowScope scope,
            String column,
            RowWrite.@Nullable Given given,
            BoundRow bound) {
        RowTable.RowColumn known = scope.table().columns().get(column);
        if (known == null) {
            return false;
        }
        Optional<Optional<Object>> value = value(given, bound);
        if (value.isEmpty()) {
            return false;
        }
        if (value.get().isEmpty()) {
            values.put(column, null);
            return known.isNullUnlessGiven();
        }
        Optional<Object> stored = ColumnValue.stored(known.kind(), value.get().get());
        stored.ifPresent(certain -> values.put(column, certain));
        return stored.isPresent();
    }

    /** The value that is given, empty for null; all empty if it is not known. */
    private static Optional<Optional<Object>> value(RowWrite.@Nullable Given given, BoundRow bound) {
        if (given == null) {
            return Optional.of(Optional.empty());
        } else if (given instanceof RowWrite.Given.Constant constant) {
            return Optional.of(Optional.ofNullable(constant.value()));
        } else if (given instanceof RowWrite.Given.Parameter parameter) {
            Optional<BoundRow.Setting> setting = bound.get(parameter.index());
            return setting.isEmpty() ? Optional.empty() : Optional.of(valueOf(setting.get()));
        }
        return Optional.empty();
    }

    private static Optional<Object> valueOf(BoundRow.Setting setting) {
        return setting.isNull() ? Optional.empty() : Optional.ofNullable(setting.value());
    }
}
