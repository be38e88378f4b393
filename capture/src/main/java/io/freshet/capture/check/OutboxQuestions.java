package io.freshet.capture.check;

import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.Quoting;
import io.freshet.check.Finding;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How much waits in the outbox, and whether somebody reads it. */
final class OutboxQuestions {

    private static final long MANY_ROWS = 1_000_000;
    private static final long MANY_BYTES = 1L << 30;
    private static final int LOOKED_AT = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LOOKS = 20;
    private static final long LOOK_MILLIS = 100;

    private OutboxQuestions() {}

    static Question size(String schema, OutboxSettings settings) {
        String outbox = Quoting.qualified(schema, "freshet_outbox");
        String sql = "SELECT (SELECT count(*) FROM (SELECT FROM " + outbox + " LIMIT " + (MANY_ROWS + 1) + ") counted),"
                + " (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0)::bigint"
                + " FROM (SELECT at FROM " + outbox + " ORDER BY xid LIMIT " + LOOKED_AT + ") oldest),"
                + " pg_total_relation_size(" + Quoting.text(outbox) + "::regclass)";
        return Question.of(
                DatabaseTopic.OUTBOX_SIZE,
                connection -> Answers.row(
                        connection,
                        sql,
                        row -> size(
                                row.getLong(1),
                                Duration.ofSeconds(row.getLong(2)),
                                row.getLong(3),
                                settings.retention())));
    }

    static Finding size(long rows, Duration oldest, long bytes, Duration retention) {
        String found = (rows > MANY_ROWS ? "More than " + MANY_ROWS : Long.toString(rows)) + " rows, "
                + (rows == 0 ? "" : "the oldest " + oldest.toSeconds() + " s old, ") + Answers.size(bytes);
        if (oldest.compareTo(retention.plus(PATIENCE)) > 0) {
            return DatabaseTopic.OUTBOX_SIZE.warning(
                    found + ": rows should be gone after " + retention.toMinutes() + " minutes",
                    "See the findings of the relay and of long transactions, which hold up their deletion");
        }
        if (rows > MANY_ROWS || bytes > MANY_BYTES) {
            return DatabaseTopic.OUTBOX_SIZE.warning(
                    found + ": much for a quarter of an hour",
                    "Look at SELECT tag, count(*) FROM freshet_outbox GROUP BY tag ORDER BY 2 DESC LIMIT 20: who writes so"
                            + " much, and whether caches depend on it; if the rows are few and the bytes many, let VACUUM run");
        }
        return DatabaseTopic.OUTBOX_SIZE.ok(found);
    }

    /** Relays begin a cycle many times a second; which instance does, is not asked. */
    static Question relay(String schema) {
        String cycles = "SELECT last_value FROM " + Quoting.qualified(schema, "freshet_cycle");
        return Question.of(DatabaseTopic.RELAY, connection -> {
            long first = number(connection, cycles);
            for (int look = 0; look < LOOKS; look++) {
                pause();
                if (number(connection, cycles) != first) {
                    return DatabaseTopic.RELAY.ok("A relay reads the outbox");
                }
            }
            return DatabaseTopic.RELAY.problem(
                    "No relay has begun to read the outbox within " + LOOKS * LOOK_MILLIS / 1_000 + " s",
                    "Look in the logs for 'The relay of this instance fails': a relay needs the database and, but for direct reads, Redis");
        });
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("it was interrupted", e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        return Answers.row(connection, sql, row -> row.getLong(1));
    }
}
