package io.freshet.capture.postgres;

import io.freshet.read.Replica;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What one thread reads, from its opening to its closing. For that thread alone. */
final class ReplicaScope implements Replica.Scope {

    private static final System.Logger LOG = System.getLogger(ReplicaScope.class.getName());

    private static final ThreadLocal<@Nullable ReplicaScope> PRESENT = new ThreadLocal<>();

    private final @Nullable ReplicaScope outer;
    private final PostgresReplica replica;
    private final boolean readsStandby;
    private final List<Connection> lent = new ArrayList<>(1);
    private boolean closed;

    private ReplicaScope(PostgresReplica replica, boolean readsStandby) {
        this.outer = PRESENT.get();
        this.replica = replica;
        this.readsStandby = readsStandby;
    }

    /** Opens one for the calling thread. */
    static ReplicaScope enter(PostgresReplica replica, boolean readsStandby) {
        ReplicaScope scope = new ReplicaScope(replica, readsStandby);
        PRESENT.set(scope);
        return scope;
    }

    /** The innermost scope in which the calling thread reads this standby; null if it reads the primary. */
    static @Nullable ReplicaScope reading(PostgresReplica replica) {
        ReplicaScope scope = PRESENT.get();
        while (scope != null && scope.replica != replica) {
            scope = scope.outer;
        }
        return scope != null && scope.readsStandby ? scope : null;
    }

    /** Notes a connection of the standby, made read-only. */
    Connection lent(Connection connection) throws SQLException {
        lent.add(connection);
        connection.setReadOnly(true);
        return connection;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (outer == null) {
            PRESENT.remove();
        } else {
            PRESENT.set(outer);
        }
        lent.forEach(ReplicaScope::closeIfOpen);
    }

    private static void closeIfOpen(Connection connection) {
        try {
            if (!connection.isClosed()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A load has kept its connection to the replica: it is closed. Loads from a replica must"
                                + " give back what they read it through, and not run in a transaction of their caller");
                connection.close();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection to the replica could not be closed", e);
        }
    }
}
