package io.freshet.capture.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements without anything around them. */
final class Plain {

    private Plain() {}

    /** One after the other. */
    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
