package io.freshet.bench.backend;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The table {@code register}: a version for each key, starting at 0, raised by one with each write. */
public final class RegisterTable {
    private RegisterTable() {}

    public static void create(DataSource database, int keys) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE register (id int PRIMARY KEY, version bigint NOT NULL)");
            statement.execute("INSERT INTO register SELECT id, 0 FROM generate_series(0, " + (keys - 1) + ") id");
        }
    }

    public static long version(DataSource database, int key) {
        try (Connection connection = database.getConnection()) {
            return version(connection, "SELECT version FROM register WHERE id = ?", key);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot load key " + key, e);
        }
    }

    /** Raises the version and returns the new one. */
    public static long raise(Connection connection, int key) throws SQLException {
        return version(connection, "UPDATE register SET version = version + 1 WHERE id = ? RETURNING version", key);
    }

    private static long version(Connection connection, String sql, int key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
