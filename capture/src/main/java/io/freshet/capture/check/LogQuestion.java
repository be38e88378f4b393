package io.freshet.capture.check;

import io.freshet.capture.log.LogStatus;
import io.freshet.check.Finding;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/** Whether the log is read, and how far. */
final class LogQuestion implements Question {

    private static final long MUCH = 1L << 30;
    private static final String SLOTS = """
            SELECT active, coalesce(wal_status, ''),
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint
            FROM pg_replication_slots WHERE slot_name = ?""";

    private final String slot;
    private final Supplier<LogStatus> status;

    LogQuestion(String slot, Supplier<LogStatus> status) {
        this.slot = slot;
        this.status = status;
    }

    @Override
    public DatabaseTopic topic() {
        return DatabaseTopic.LOG;
    }

    @Override
    public Finding ask(Connection connection) throws SQLException {
        List<Slot> slots = Answers.rows(
                connection, SLOTS, row -> new Slot(row.getBoolean(1), row.getString(2), row.getLong(3)), slot);
        return found(slots.isEmpty() ? null : slots.get(0), status.get());
    }

    private Finding found(@Nullable Slot present, LogStatus own) {
        if (!own.trouble().isEmpty()) {
            return topic().problem("The log cannot be read: " + own.trouble(), "What the message says");
        }
        if (present == null || present.state.equals("lost")) {
            return topic().problem(
                            "The replication slot " + slot
                                    + (present == null ? " is not there" : " was given up by the server"),
                            "A reader makes another by itself, and what was cached before is worthless; raise max_slot_wal_keep_size if it is often lost");
        }
        String found = "Slot " + slot + ", " + Answers.size(present.lag) + " of the log not confirmed, "
                + (own.isReading()
                        ? "read by this instance"
                        : present.isActive ? "read by another instance" : "read by nobody")
                + ", " + own.held() + " transactions not visible yet";
        if (!present.isActive) {
            return topic().warning(
                            found, "Wait a moment if a reader has just gone; else look into the logs of the instances");
        }
        return present.lag > MUCH || present.state.equals("unreserved")
                ? topic().warning(
                                found + "; the server keeps that (" + present.state + ")",
                                "Look for a transaction that writes very much, and raise max_slot_wal_keep_size before the slot is lost")
                : topic().ok(found);
    }

    private record Slot(boolean isActive, String state, long lag) {}
}
