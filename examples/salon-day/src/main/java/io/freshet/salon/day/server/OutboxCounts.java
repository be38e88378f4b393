package io.freshet.salon.day.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** How many transactions have told which table, as the outbox in the database says. */
public final class OutboxCounts {
    /** The tag of a table may name a tenant, and a transaction have several of them. */
    private static final String COUNTS = """
            SELECT substring(tag FROM '^table/([a-z_.]+)'), count(DISTINCT xid) FROM freshet_outbox
            WHERE tag ~ '^table/[a-z_.]+(@|$)' AND at >= to_timestamp(? / 1000.0) GROUP BY 1""";

    private OutboxCounts() {}

    /**
     * Returns the transactions by table, since that time in milliseconds of the epoch; without what was trimmed. Empty if the database does not
     * answer, or has no outbox. Blocks.
     */
    public static Map<String, Long> since(Database database, long epochMillis) {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(COUNTS)) {
            statement.setLong(1, epochMillis);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        } catch (SQLException e) {
            return Map.of();
        }
        return counts;
    }
}
