package io.freshet.testkit.server;

/**
 * A Redis master with one replica, and the failovers that a test needs between the two. It is the test that fails over;
 * {@link RealSentinel} does it by itself.
 *
 * <h2>How acknowledged writes get lost</h2>
 * Replication is asynchronous, so the promise of it is: what the master has acknowledged and the replica has not received is gone after
 * a failover. It is not enough to freeze the replica, since the kernel of its machine goes on receiving, and what waits in the socket is
 * applied when it goes on, even if the master is dead by then. So the recipe is: freeze the replica (SIGSTOP), cut its connection from
 * the master's side ({@code CLIENT KILL TYPE replica}; a frozen replica does not come back), write, kill the master (SIGKILL), let the
 * replica go on (SIGCONT), promote it.
 *
 * <p>Thread-safe; the roles change while a failover goes on. All methods block until it is done.
 */
public final class ReplicatedRedis implements AutoCloseable {
    private volatile RealRedis master;
    private volatile RealRedis replica;

    private ReplicatedRedis(RealRedis master, RealRedis replica) {
        this.master = master;
        this.replica = replica;
    }

    /** Starts both of the default executable, in sync. */
    public static ReplicatedRedis start(String... options) {
        return start(RedisBinary.byDefault(), options);
    }

    /**
     * Starts both, in sync.
     *
     * @param options words of both command lines
     */
    public static ReplicatedRedis start(RedisBinary binary, String... options) {
        RealRedis master = RealRedis.start(binary, options);
        try {
            return new ReplicatedRedis(master, RealRedis.startReplicaOf(master, options));
        } catch (ServerException e) {
            master.close();
            throw e;
        }
    }

    /** Returns the present master. */
    public RealRedis master() {
        return master;
    }

    /** Returns the present replica; after a failover the former master, dead until {@link #rejoin()}. */
    public RealRedis replica() {
        return replica;
    }

    /** Waits until the replica has what the master had when this was called. */
    public void awaitInSync() {
        replica.awaitInSync();
    }

    /** Kills the master and promotes the replica, with all that was written before. */
    public synchronized void failOver() {
        awaitInSync();
        master.kill();
        replica.promote();
        swapRoles();
    }

    /**
     * Fails over so that the given writes, though the master has acknowledged them, are gone.
     *
     * @param writes run while only the master hears them; if they throw, the replica goes on and follows as before
     */
    public synchronized void loseWritesAndFailOver(Runnable writes) {
        awaitInSync();
        replica.pause();
        try {
            master.killClients("replica");
            writes.run();
            master.kill();
        } finally {
            replica.resume();
        }
        replica.promote();
        swapRoles();
    }

    /**
     * Promotes the replica while the master lives on, so that there are two. They stay master and replica by name; {@link #rejoin()}
     * ends it in favour of {@link #master()}.
     */
    public synchronized void splitBrain() {
        replica.promote();
    }

    /** Starts the replica if it is not running, makes it follow the master and waits until it is in sync; what it had alone is gone. */
    public synchronized void rejoin() {
        if (!replica.isRunning()) {
            replica.restart();
        }
        replica.follow(master);
        replica.awaitInSync();
    }

    @Override
    public void close() {
        replica.close();
        master.close();
    }

    private void swapRoles() {
        RealRedis former = master;
        master = replica;
        replica = former;
    }
}
