package io.freshet.bench.faults;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table of versions, in which a few rows belong to each tenant, so that one write does not invalidate everything. */
final class Registers {

    static final String TABLE = "register";
    static final int KEYS = 64;
    private static final int TENANTS = 16;

    private Registers() {}

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE register (id int PRIMARY KEY, tenant_id int NOT NULL, version bigint NOT NULL)");
            statement.execute("INSERT INTO register SELECT id, id % " + TENANTS + ", 0 FROM generate_series(0, "
                    + (KEYS - 1) + ") id");
        }
    }

    static String tenantOf(int key) {
        return Integer.toString(key % TENANTS);
    }

    static long version(DataSource database, int key) {
        try (Connection connection = database.getConnection()) {
            return number(connection, "SELECT version FROM register WHERE id = ?", key);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot load key " + key, e);
        }
    }

    /** Raises the version of a row and returns the new one. */
    static long raise(Connection connection, int key) throws SQLException {
        return number(connection, "UPDATE register SET version = version + 1 WHERE id = ? RETURNING version", key);
    }

    private static long number(Connection connection, String sql, int key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
