package io.freshet.capture.postgres;

import io.freshet.read.Replica;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A hot standby that loads may read while it shows all that they must see.
 *
 * <h2>Why what it shows is enough</h2>
 *
 * The snapshot of a certificate carries the position of the primary's log at which it was taken. Every commit that the snapshot shows is in
 * the log before that position, and a standby that has replayed the log up to it shows them all. Positions of different timelines
 * cannot be compared: the standby must belong to the same system, timeline and database as the snapshot, and must not have been promoted.
 *
 * <p>While a scope is open, {@link #routing} gives its thread connections of the standby, read-only; any other thread, and whoever has no scope,
 * reads the primary. A connection of the standby that is still open when its scope ends is closed, since what goes on reading it would be taken
 * for up to date. Whatever fails leads to the primary: a load is never worse off than without a standby, but for the wait of {@code limit}.
 *
 * <p>Thread-safe. The data source must lead to one server: behind a balancer another one may answer than was asked.
 */
public final class PostgresReplica implements Replica, AutoCloseable {

    private static final Duration LIMIT = Duration.ofMillis(25);

    private final DataSource standby;
    private final ReplicaProbe probe;

    private PostgresReplica(DataSource standby, ReplicaProbe probe) {
        this.standby = standby;
        this.probe = probe;
    }

    /** The same as below, asking on a connection that it borrows from the standby's own data source and keeps; for at most 25 ms. */
    public static PostgresReplica of(DataSource standby) {
        return of(standby, standby::getConnection, LIMIT);
    }

    /**
     * A standby. Nothing is connected yet.
     *
     * @param standby where the connections of loads come from: a pool
     * @param own where one connection comes from on which the standby is asked how far it is
     * @param limit how long a load waits for that answer
     */
    public static PostgresReplica of(DataSource standby, ConnectionSource own, Duration limit) {
        return new PostgresReplica(standby, new ReplicaProbe(own, limit, System::nanoTime));
    }

    @Override
    public @Nullable Scope open(String snapshot) {
        Optional<SeenSnapshot> least = SeenSnapshot.of(snapshot);
        return least.isPresent() && probe.shows(least.get()) ? ReplicaScope.enter(this, true) : null;
    }

    @Override
    public Scope primary() {
        return ReplicaScope.enter(this, false);
    }

    /**
     * What an application reads and writes through: the primary, and the standby within scopes.
     *
     * @param primary where all other connections come from
     */
    public DataSource routing(DataSource primary) {
        return new ReplicaRouting(primary, this);
    }

    /** A connection of the standby if the calling thread reads it and it can be had; null for the primary. */
    @Nullable
    Connection connection() {
        ReplicaScope scope = ReplicaScope.reading(this);
        if (scope == null) {
            return null;
        }
        try {
            return scope.lent(standby.getConnection());
        } catch (SQLException e) {
            probe.failed(e);
            return null;
        }
    }

    /** Closes the connection on which it asks. From then on every load reads the primary. */
    @Override
    public void close() {
        probe.close();
    }
}
