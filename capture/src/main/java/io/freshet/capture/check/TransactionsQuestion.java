package io.freshet.capture.check;

import io.freshet.check.Finding;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which transactions have been open for long. One that has written anywhere on the server, a prepared one too, holds up relay and deletion;
 * one that only reads keeps VACUUM from the outbox. What they run is not told: it may hold what nobody should read.
 */
final class TransactionsQuestion implements Question {

    private static final int MOST = 5;
    private static final String REMEDY =
            "End it (SELECT pg_terminate_backend(pid)), find out why it does not end by itself,"
                    + " and set idle_in_transaction_session_timeout";

    /** The longest first. */
    private static final String SESSIONS = """
            SELECT pid, coalesce(datname, ''), coalesce(application_name, ''), coalesce(state, ''),
                   extract(epoch FROM clock_timestamp() - xact_start)::bigint, backend_xid IS NOT NULL
            FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
              AND xact_start < clock_timestamp() - ? * interval '1 millisecond'
            ORDER BY backend_xid IS NULL, xact_start LIMIT %d""".formatted(MOST);

    private static final String PREPARED = """
            SELECT 0, database, gid, 'prepared', extract(epoch FROM clock_timestamp() - prepared)::bigint, true
            FROM pg_prepared_xacts WHERE prepared < clock_timestamp() - ? * interval '1 millisecond'
            ORDER BY prepared LIMIT %d""".formatted(MOST);

    /** Background processes, which are in no database, are hidden too. */
    private static final String HIDDEN =
            "SELECT count(*) FROM pg_stat_activity WHERE query = '<insufficient privilege>' AND datid IS NOT NULL";

    private final Duration longest;

    TransactionsQuestion(Duration longest) {
        this.longest = longest;
    }

    @Override
    public DatabaseTopic topic() {
        return DatabaseTopic.TRANSACTIONS;
    }

    @Override
    public Finding ask(Connection connection) throws SQLException {
        List<Open> open = new ArrayList<>(Answers.rows(connection, SESSIONS, Open::of, longest.toMillis()));
        open.addAll(Answers.rows(connection, PREPARED, Open::of, longest.toMillis()));
        List<String> writing =
                open.stream().filter(Open::hasWritten).map(Open::toString).toList();
        if (!writing.isEmpty()) {
            return topic().warning(
                            "Transactions that have written and do not end: " + String.join("; ", writing), REMEDY);
        }
        long hidden = Answers.row(connection, HIDDEN, row -> row.getLong(1));
        if (hidden > 0) {
            return topic().unknown(
                            hidden + " sessions of other roles do not show the application's role what they do",
                            "GRANT pg_read_all_stats to the application's role");
        }
        return open.isEmpty()
                ? topic().ok("None has been open for longer than " + longest.toSeconds() + " s")
                : topic().note(
                                "Transactions that only read and do not end, so that VACUUM leaves deleted rows of the outbox: "
                                        + String.join(
                                                "; ",
                                                open.stream()
                                                        .map(Open::toString)
                                                        .toList()),
                                REMEDY);
    }

    private record Open(int pid, String database, String name, String state, long seconds, boolean hasWritten) {

        static Open of(ResultSet row) throws SQLException {
            return new Open(
                    row.getInt(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getBoolean(6));
        }

        @Override
        public String toString() {
            return (pid == 0 ? "" : "pid " + pid + ", ") + (name.isEmpty() ? "without a name" : "'" + name + "'")
                    + " in database " + database + ", " + state + ", for " + seconds + " s";
        }
    }
}
