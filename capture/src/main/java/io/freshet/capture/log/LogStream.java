package io.freshet.capture.log;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationConnection;
import org.postgresql.replication.PGReplicationStream;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A connection of the replication role: creates and drops slots, and reads the decoded log. For one thread, but for {@link #close}. */
final class LogStream implements AutoCloseable {

    private static final int STATUS_MILLIS = 500;

    private final Connection connection;
    private final PGReplicationConnection replication;
    private @Nullable PGReplicationStream stream;
    private long position;

    private LogStream(Connection connection) throws SQLException {
        this.connection = connection;
        this.replication = connection.unwrap(PGConnection.class).getReplicationAPI();
    }

    static LogStream open(ReplicationSource source) throws SQLException {
        return new LogStream(source.open());
    }

    /** Blocks until all transactions have ended that were running. */
    void createSlot(String name) throws SQLException {
        replication
                .createReplicationSlot()
                .logical()
                .withSlotName(name)
                .withOutputPlugin("pgoutput")
                .make();
    }

    void dropSlot(String name) throws SQLException {
        replication.dropReplicationSlot(name);
    }

    /** Begins to read; fails if somebody else does, or if the slot is lost. */
    void start(LogNames names) throws SQLException {
        stream = replication
                .replicationStream()
                .logical()
                .withSlotName(names.slot())
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", '"' + names.tables() + "\",\"" + names.told() + '"')
                .withStatusInterval(STATUS_MILLIS, TimeUnit.MILLISECONDS)
                .withAutomaticFlush(false)
                .start();
    }

    /** The next message that is there; null if none is. Also says that this reader lives. */
    @Nullable
    ByteBuffer next() throws SQLException {
        PGReplicationStream present = started();
        ByteBuffer message = present.readPending();
        position = Math.max(position, present.getLastReceiveLSN().asLong());
        return message;
    }

    /** Up to where the log has been decoded and received; means something only between transactions. */
    long position() {
        return position;
    }

    /** All before this position need not be kept. */
    void confirm(long told) throws SQLException {
        PGReplicationStream present = started();
        present.setFlushedLSN(LogSequenceNumber.valueOf(told));
        present.setAppliedLSN(LogSequenceNumber.valueOf(told));
        present.forceUpdateStatus();
    }

    /** Says that this reader lives. */
    void saySo() throws SQLException {
        started().forceUpdateStatus();
    }

    private PGReplicationStream started() {
        PGReplicationStream present = stream;
        if (present == null) {
            throw new IllegalStateException("Call start() first");
        }
        return present;
    }

    /** Breaks off whatever goes on. */
    @Override
    public void close() {
        try (connection) {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            System.getLogger(LogStream.class.getName())
                    .log(System.Logger.Level.DEBUG, "A replication connection could not be closed", e);
        }
    }
}
