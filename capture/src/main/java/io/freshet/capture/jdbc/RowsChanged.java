package io.freshet.capture.jdbc;

import io.freshet.sql.RowWrite;
import io.freshet.tag.ColumnKind;
import io.freshet.tag.Shape;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of one UPDATE or DELETE, or of a batch of them: looked up before it, and again where it may have given them other values. */
final class RowsChanged {

    /** Rows above which a statement counts as one to any row. */
    static final int MOST_ROWS = 100;

    private final Connection connection;
    private final RowScope scope;
    private final RowWrite.Changes write;
    private final Set<String> changed;
    private final List<Shape> shapes;
    private final List<Integer> expected = new ArrayList<>();
    private final Map<List<String>, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();
    private final Map<List<String>, List<Object>> keys = new HashMap<>();

    private RowsChanged(Connection connection, RowScope scope, RowWrite.Changes write) {
        this.connection = connection;
        this.scope = scope;
        this.write = write;
        this.changed = scope.changedBy(write.sets());
        this.shapes = write.deletes() ? scope.shapes() : scope.reading(changed);
    }

    /** Looks the rows up and locks them; empty if they cannot be told. */
    static Optional<RowsChanged> lookedUp(
            Connection connection, RowScope scope, RowWrite.Changes write, List<BoundRow> executions)
            throws SQLException {
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            return Optional.empty(); // a snapshot may show a row as it was before others changed it
        }
        boolean areColumns = scope.table().columns().keySet().containsAll(write.conditionColumns());
        boolean keepsKey = Collections.disjoint(new HashSet<>(scope.table().key()), scope.changedBy(write.sets()));
        if (!areColumns || !keepsKey || scope.table().key().isEmpty()) {
            return Optional.empty();
        }
        RowsChanged rows = new RowsChanged(connection, scope, write);
        for (BoundRow bound : executions) {
            if (!rows.lookUp(bound)) {
                return Optional.empty();
            }
        }
        return Optional.of(rows);
    }

    private boolean lookUp(BoundRow bound) throws SQLException {
        String sql = select() + " FROM " + write.from()
                + (write.condition().isEmpty() ? "" : " WHERE " + write.condition()) + " FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(MOST_ROWS + 1);
            for (int i = 0; i < write.parameters().size(); i++) {
                Optional<BoundRow.Setting> setting =
                        bound.get(write.parameters().get(i));
                if (setting.isEmpty()) {
                    return false;
                }
                setting.get().repeat(statement, i + 1);
            }
            return takes(statement);
        }
    }

    /** A row that was found for an execution before makes all uncertain. */
    private boolean takes(PreparedStatement statement) throws SQLException {
        int found = 0;
        try (ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                found++;
                List<String> key = key(answer);
                if (rows.put(key, values(answer)) != null || rows.size() > MOST_ROWS) {
                    return false;
                }
                keys.put(key, keyValues(answer));
            }
        }
        expected.add(found);
        return true;
    }

    /**
     * The tags of the rows, before and after.
     *
     * @param counts how many rows each execution says that it has touched
     * @return empty if it has touched others
     */
    Optional<Set<String>> tags(List<Long> counts) throws SQLException {
        if (!counts.equals(expected.stream().map(Integer::longValue).toList())) {
            return Optional.empty();
        }
        RowTags tags = scope.tags();
        for (Map<String, @Nullable Object> row : rows.values()) {
            tags.add(row, shapes);
        }
        boolean mayMove = !write.deletes() && !Collections.disjoint(scope.columns(), changed);
        return !mayMove || addMoved(tags) ? Optional.of(tags.all()) : Optional.empty();
    }

    private boolean addMoved(RowTags tags) throws SQLException {
        String sql = select() + " FROM " + write.from() + " WHERE "
                + scope.table().key().stream()
                        .map(name -> quoted(name) + " = ?")
                        .collect(Collectors.joining(" AND "));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<Object> key : keys.values()) {
                for (int i = 0; i < key.size(); i++) {
                    statement.setObject(i + 1, key.get(i));
                }
                try (ResultSet answer = statement.executeQuery()) {
                    if (!answer.next()) {
                        return false;
                    }
                    tags.add(values(answer), shapes);
                }
            }
        }
        return true;
    }

    private String select() {
        List<String> names = new ArrayList<>(scope.table().key());
        names.addAll(scope.columns());
        return names.stream().map(this::quoted).collect(Collectors.joining(", ", "SELECT ", ""));
    }

    private String quoted(String column) {
        return known(column).quoted();
    }

    private RowTable.RowColumn known(String column) {
        RowTable.RowColumn found = scope.table().columns().get(column);
        if (found == null) {
            throw new IllegalStateException("A scope has columns of its table only, not " + column);
        }
        return found;
    }

    private List<String> key(ResultSet answer) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= scope.table().key().size(); i++) {
            texts.add(answer.getString(i));
        }
        return texts;
    }

    private List<Object> keyValues(ResultSet answer) throws SQLException {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= scope.table().key().size(); i++) {
            values.add(answer.getObject(i));
        }
        return values;
    }

    private Map<String, @Nullable Object> values(ResultSet answer) throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>();
        int index = scope.table().key().size();
        for (String column : scope.columns()) {
            ColumnKind kind = known(column).kind();
            values.put(column, ColumnValue.read(answer, ++index, kind));
        }
        return values;
    }
}
