package io.freshet.capture.jdbc;

import io.freshet.tag.ColumnKind;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The tables of an H2 database whose rows can be told by statements: those that no trigger of the application listens to. Each is read within the
 * transaction that writes to it, and again after half a minute. Thread-safe.
 */
final class H2Tables {

    private static final long KNOWN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final String PRODUCT = "H2";
    private static final String NO_COLLATION = "OFF";

    private static final String FOUND =
            "SELECT table_schema, table_name FROM information_schema.tables WHERE lower(table_name) = ?"
                    + " AND table_type = 'BASE TABLE' AND lower(table_schema) <> 'information_schema'";
    private static final String TRIGGERS =
            "SELECT count(*) FROM information_schema.triggers WHERE event_object_schema = ? AND event_object_table = ?";
    private static final String COLUMNS =
            "SELECT column_name, upper(data_type), collation_name, domain_name, column_default, is_identity, is_generated, column_on_update"
                    + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ?";
    private static final String KEY =
            "SELECT k.column_name FROM information_schema.key_column_usage k JOIN information_schema.table_constraints c"
                    + " ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name"
                    + " WHERE c.constraint_type = 'PRIMARY KEY' AND c.table_schema = ? AND c.table_name = ?"
                    + " ORDER BY k.ordinal_position";

    private final Map<String, Known> known = new HashMap<>();

    /** Whether it is such a database. */
    static boolean isOne(Connection connection) throws SQLException {
        return PRODUCT.equals(connection.getMetaData().getDatabaseProductName());
    }

    /**
     * The table of this name, with its schema or without; empty if its rows cannot be told.
     *
     * @param name in lower case
     */
    synchronized Optional<RowTable> table(Connection connection, String name) throws SQLException {
        Known present = known.get(name);
        if (present == null || System.nanoTime() - present.atNanos() > KNOWN_NANOS) {
            present = new Known(Optional.ofNullable(read(connection, name)), System.nanoTime());
            known.put(name, present);
        }
        return present.table();
    }

    private static @Nullable RowTable read(Connection connection, String name) throws SQLException {
        List<String[]> found = asked(connection, FOUND, 2, name.substring(name.lastIndexOf('.') + 1));
        int dot = name.indexOf('.');
        if (dot >= 0) {
            found.removeIf(place -> !place[0].toLowerCase(Locale.ROOT).equals(name.substring(0, dot)));
        }
        if (found.size() != 1 || !isOne(connection)) {
            return null;
        }
        String[] place = found.get(0);
        List<String[]> columns = asked(connection, COLUMNS, 8, place);
        Map<String, RowTable.RowColumn> all = new HashMap<>();
        columns.forEach(column -> all.put(column[0].toLowerCase(Locale.ROOT), column(column)));
        boolean hasTriggers = !"0".equals(asked(connection, TRIGGERS, 1, place).get(0)[0]);
        List<String> key = asked(connection, KEY, 1, place).stream()
                .map(column -> column[0].toLowerCase(Locale.ROOT))
                .toList();
        return hasTriggers || all.size() != columns.size() ? null : new RowTable(all, key);
    }

    private static RowTable.RowColumn column(String[] row) {
        boolean isGenerated = "ALWAYS".equals(row[6]);
        boolean isGiven = row[4].isEmpty() && "NO".equals(row[5]) && !isGenerated && row[3].isEmpty();
        ColumnKind kind = kind(row[1], row[2]);
        return new RowTable.RowColumn(
                "\"" + row[0].replace("\"", "\"\"") + "\"",
                kind,
                "ENUM".equals(row[1]) ? ColumnKind.TEXT : kind,
                isGiven,
                isGenerated || !row[7].isEmpty());
    }

    /** Two texts are the same to the database only if they are in Java. */
    private static ColumnKind kind(String type, String collation) {
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> ColumnKind.INTEGER;
            case "BOOLEAN" -> ColumnKind.BOOLEAN;
            case "UUID" -> ColumnKind.UUID;
            case "DATE" -> ColumnKind.DATE;
            case "CHARACTER VARYING" ->
                collation.isEmpty() || collation.equals(NO_COLLATION) ? ColumnKind.TEXT : ColumnKind.OTHER;
            default -> ColumnKind.OTHER;
        };
    }

    /** Rows of texts, with an empty one for null. */
    private static List<String[]> asked(Connection connection, String sql, int columns, String... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String[]> answer = new ArrayList<>();
                while (rows.next()) {
                    String[] row = new String[columns];
                    for (int i = 0; i < columns; i++) {
                        row[i] = Objects.requireNonNullElse(rows.getString(i + 1), "");
                    }
                    answer.add(row);
                }
                return answer;
            }
        }
    }

    private record Known(Optional<RowTable> table, long atNanos) {}
}
