package io.freshet.bench.stampede;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How often loaders ran, of all instances, as a sequence in the database: no rollback takes a count back. */
final class LoadCounter {
    private LoadCounter() {}

    static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SEQUENCE IF NOT EXISTS loads");
        }
    }

    static void count(DataSource database) throws SQLException {
        ask(database, "SELECT nextval('loads')");
    }

    static long total(DataSource database) throws SQLException {
        return ask(database, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM loads");
    }

    private static long ask(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
