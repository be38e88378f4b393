package io.freshet.witness.spring;

import io.freshet.capture.postgres.PostgresViews;
import io.freshet.sql.SqlName;
import io.freshet.witness.account.DatabaseNames;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the database what names stand for: PostgreSQL's catalog, which follows views, or JDBC's metadata, which do not. What was answered is
 * remembered. Thread-safe; blocks.
 */
final class JdbcNames implements DatabaseNames {

    private final DataSource database;
    private final Map<SqlName, Behind> behind = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> columns = new ConcurrentHashMap<>();

    JdbcNames(DataSource database) {
        this.database = database;
    }

    @Override
    public Behind tablesBehind(SqlName name) {
        Behind known = behind.get(name);
        if (known == null) {
            try {
                known = asked(name);
                behind.put(name, known);
            } catch (SQLException e) {
                return gap("reads \"" + name + "\", which could not be looked up: " + e.getMessage());
            }
        }
        return known;
    }

    private Behind asked(SqlName name) throws SQLException {
        if (isPostgres()) {
            PostgresViews.Behind found = PostgresViews.tablesBehind(database, name);
            return found.gaps().isEmpty()
                    ? new Behind(found.tables(), Set.of(), found.isView())
                    : new Behind(Set.of(), found.gaps(), found.isView());
        }
        String type = typeOf(name);
        if (type.isEmpty()) {
            return gap("reads \"" + name + "\", which the database does not list");
        }
        return type.endsWith("TABLE")
                ? new Behind(Set.of(name.name().toLowerCase(Locale.ROOT)), Set.of(), false)
                : gap("reads \"" + name + "\", which is no table but a " + type.toLowerCase(Locale.ROOT));
    }

    private static Behind gap(String why) {
        return new Behind(Set.of(), Set.of(why), false);
    }

    private boolean isPostgres() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
        }
    }

    /** Patterns know no letters' case, and an underscore in them stands for anything: so what comes back is compared. */
    private String typeOf(SqlName name) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.getMetaData().getTables(null, null, "%", null)) {
            while (rows.next()) {
                if (rows.getString("TABLE_NAME").equalsIgnoreCase(name.name())) {
                    return String.valueOf(rows.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
                }
            }
            return "";
        }
    }

    @Override
    public Set<String> columns(String table) {
        return columns.computeIfAbsent(table, this::askedColumns);
    }

    private Set<String> askedColumns(String table) {
        String bare = table.substring(table.lastIndexOf('.') + 1);
        Set<String> found = new HashSet<>();
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData metadata = connection.getMetaData();
            String stored = metadata.storesUpperCaseIdentifiers() ? bare.toUpperCase(Locale.ROOT) : bare;
            try (ResultSet rows = metadata.getColumns(null, null, stored, "%")) {
                while (rows.next()) {
                    if (rows.getString("TABLE_NAME").equalsIgnoreCase(bare)) {
                        found.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (SQLException e) {
            return Set.of(); // then all that a statement names counts
        }
        return Set.copyOf(found);
    }
}
