package io.freshet.salon;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A load of the day's figures that a write overtakes: the load has read the bills and waits for the table that it reads last, which is locked, until
 * the write is done.
 */
final class OvertakenLoad {

    private static final String LAST_TABLE = "cash_drawer";

    private OvertakenLoad() {}

    /** @param write something that changes the bills of the day, and does not need the cash drawer */
    static void of(SalonClient client, String database, Runnable write) throws Exception {
        write.run(); // so that nothing is left that the load could be answered with
        CompletableFuture<SalonClient.Answer> load;
        try (var lock = DriverManager.getConnection(database)) {
            lock.setAutoCommit(false);
            execute(lock, "LOCK TABLE " + LAST_TABLE + " IN ACCESS EXCLUSIVE MODE");
            load = CompletableFuture.supplyAsync(() -> client.get(SalonSteps.METRICS));
            await().atMost(Duration.ofSeconds(30)).until(() -> isAwaited(lock));
            write.run();
            lock.rollback();
        }
        assertThat(load.get(30, TimeUnit.SECONDS).header("X-Cache")).isEqualTo("miss");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isAwaited(Connection connection) throws SQLException {
        var waiting =
                "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE NOT granted AND datname = current_database()"
                        + " AND relation = '" + LAST_TABLE + "'::regclass";
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(waiting)) {
            return found.next();
        }
    }
}
