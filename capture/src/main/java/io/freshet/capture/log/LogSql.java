package io.freshet.capture.log;

import io.freshet.capture.postgres.Quoting;

/** The statements of the log source, for one schema. Positions in the log are numbers of bytes. */
final class LogSql {

    private static final String START = " - '0/0'::pg_lsn)::bigint";

    private final String asked;
    private final String told;
    private final String log;
    private final String trimmed;

    LogSql(String schema) {
        this.asked = Quoting.qualified(schema, "freshet_log_asked");
        this.told = Quoting.qualified(schema, "freshet_log_told");
        this.log = Quoting.qualified(schema, "freshet_log");
        this.trimmed = Quoting.qualified(schema, "freshet_outbox_trimmed");
    }

    String ask() {
        return "SELECT nextval(" + Quoting.text(asked) + ")";
    }

    String asked() {
        return "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM " + asked;
    }

    String told() {
        return "SELECT last_value FROM " + told;
    }

    String tell() {
        return "SELECT setval(" + Quoting.text(told) + ", given.number) FROM (VALUES (?::bigint)) AS given (number), "
                + told + " t WHERE t.last_value < given.number";
    }

    String snapshot() {
        return "SELECT pg_current_snapshot()::text";
    }

    /** The end of the log, and how far it is on disk, beyond which readers of the log are not given it. */
    String ends() {
        return "SELECT (pg_current_wal_insert_lsn()" + START + ", (pg_current_wal_flush_lsn()" + START;
    }

    /** A commit puts all of the log before it on disk. */
    String flush() {
        return "SELECT pg_logical_emit_message(true, 'freshet', '')";
    }

    String recorded() {
        return "SELECT (position" + START + " FROM " + log;
    }

    String record() {
        return "UPDATE " + log + " SET position = greatest(position, '0/0'::pg_lsn + ?::numeric)";
    }

    String forgetBefore() {
        return "UPDATE " + trimmed + " SET since = pg_current_xact_id()";
    }

    /** Name of the slot. */
    String slot() {
        return "SELECT s.active_pid, coalesce(s.wal_status, '') = 'lost', (s.confirmed_flush_lsn" + START
                + ", s.database = current_database() AND s.plugin = 'pgoutput',"
                + " (pg_current_wal_insert_lsn() - s.confirmed_flush_lsn)::bigint,"
                + " CASE WHEN r.state IN ('catchup', 'streaming')"
                + " THEN (extract(epoch FROM clock_timestamp() - coalesce(r.reply_time, r.backend_start)) * 1000)::bigint END"
                + " FROM pg_replication_slots s LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid WHERE s.slot_name = ?";
    }

    String terminate() {
        return "SELECT pg_terminate_backend(?)";
    }
}
