package io.freshet.writing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What H2 runs as a stored procedure. */
public final class Procedures {

    private Procedures() {}

    /** Raises all prices; within the database, where no connection of the application sees it. */
    public static void raisePrices(Connection connection, int by) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update visit set price = price + ?")) {
            statement.setInt(1, by);
            statement.executeUpdate();
        }
    }
}
