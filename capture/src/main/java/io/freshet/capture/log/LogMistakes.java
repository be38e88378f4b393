package io.freshet.capture.log;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/** Says what to do about what the server refuses. */
final class LogMistakes {

    private static final String NO_RIGHT = "42501";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String LIMIT = "53400";
    private static final String NOT_READY = "55000";

    private LogMistakes() {}

    /** The failure in words, with the remedy. */
    static String explained(Exception e, LogNames names) {
        String said = String.valueOf(e.getMessage());
        return said + remedy(e instanceof SQLException failure ? failure.getSQLState() : null, said, names);
    }

    private static String remedy(@Nullable String state, String said, LogNames names) {
        if (said.contains("wal_level")) {
            return ". Set wal_level = logical in postgresql.conf, or by ALTER SYSTEM SET wal_level = logical, and restart the server";
        } else if (NO_RIGHT.equals(state)) {
            return ". The role that reads the log needs REPLICATION: ALTER ROLE <role> REPLICATION, or set freshet.log.username to a role that has it";
        } else if (said.contains("max_replication_slots") || (LIMIT.equals(state) && said.contains("slot"))) {
            return ". Raise max_replication_slots and restart the server, or drop a slot that nobody reads: SELECT slot_name FROM"
                    + " pg_replication_slots WHERE NOT active";
        } else if (TOO_MANY_CONNECTIONS.equals(state)) {
            return ". Raise max_wal_senders and max_connections, and restart the server";
        } else if (said.contains("pg_hba.conf")) {
            return ". Logical replication needs an entry for the database in pg_hba.conf";
        } else if (NOT_READY.equals(state) && said.contains("slot")) {
            return ". The slot is made anew; if that fails: SELECT pg_drop_replication_slot('" + names.slot() + "')";
        }
        return "";
    }
}
