package io.freshet.capture.check;

import io.freshet.check.Finding;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;

/** Which server it is, how long it takes to answer, and what its clock says. */
final class ServerQuestions {

    private static final int OLDEST = 140_000;
    private static final int QUESTIONS = 5;
    private static final Duration LONG = Duration.ofMillis(10);
    private static final Duration NOTABLE = Duration.ofMillis(500);
    private static final Duration FAR = Duration.ofSeconds(5);

    private ServerQuestions() {}

    static Finding server(Connection connection) throws SQLException {
        Server server = Answers.row(
                connection,
                "SELECT current_setting('server_version_num')::int, current_setting('server_version'), pg_is_in_recovery()",
                row -> new Server(row.getInt(1), row.getString(2), row.getBoolean(3)));
        Duration taken = median(connection);
        String found = String.format(
                Locale.ROOT, "PostgreSQL %s, %.2f ms for a question in the median", server.name, taken.toNanos() / 1e6);
        if (server.isStandby) {
            return DatabaseTopic.SERVER.problem(
                    found + "; it is a standby",
                    "Let the data source lead to the primary, as with targetServerType=primary");
        }
        if (server.number < OLDEST) {
            return DatabaseTopic.SERVER.problem(found, "Upgrade to PostgreSQL 14 or later");
        }
        return taken.compareTo(LONG) >= 0
                ? DatabaseTopic.SERVER.warning(
                        found + ": each transaction that writes asks once more before it commits",
                        "Bring application and database nearer to each other, or look what keeps the server busy")
                : DatabaseTopic.SERVER.ok(found);
    }

    private static Duration median(Connection connection) throws SQLException {
        long[] nanos = new long[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            long begin = System.nanoTime();
            Answers.row(connection, "SELECT 1", row -> row.getInt(1));
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[QUESTIONS / 2]);
    }

    /** How far the server's clock is from this one. */
    static Question clock(InstantSource clock) {
        return Question.of(DatabaseTopic.CLOCK, connection -> {
            Instant before = clock.instant();
            Timestamp told = Answers.row(connection, "SELECT clock_timestamp()", row -> row.getTimestamp(1));
            Duration half = Duration.between(before, clock.instant()).dividedBy(2);
            return clock(Duration.between(before.plus(half), told.toInstant()), half);
        });
    }

    static Finding clock(Duration ahead, Duration give) {
        Duration apart = ahead.abs();
        String found = "The database's clock is " + apart.toMillis() + " ms "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the application's, give or take "
                + (give.toMillis() + 1) + " ms";
        String remedy = "Let NTP set the clocks of both machines";
        if (apart.compareTo(FAR) > 0) {
            return DatabaseTopic.CLOCK.warning(found + ": metrics of how long news took are as wrong", remedy);
        }
        return apart.compareTo(NOTABLE) > 0 ? DatabaseTopic.CLOCK.note(found, remedy) : DatabaseTopic.CLOCK.ok(found);
    }

    private record Server(int number, String name, boolean isStandby) {}
}
