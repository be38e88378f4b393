package io.freshet.testkit.server;

import java.util.HashMap;
import java.util.Map;

/**
 * A PostgreSQL primary with a standby that follows it by streaming replication, and the failovers that a test needs between the two.
 *
 * <p>In the asynchronous form a commit is acknowledged before the standby has it, so that a failover may lose it. In the synchronous form
 * it waits until the standby has it on disk, or, with the setting {@code synchronous_commit = remote_apply}, until queries on the standby
 * see it; without its standby the primary then commits nothing.
 *
 * <p>Thread-safe; the roles change while a failover goes on. All methods block until it is done.
 */
public final class ReplicatedPostgres implements AutoCloseable {
    private static final String STANDBY_NAME = "standby";

    private volatile RealPostgres primary;
    private volatile RealPostgres standby;

    private ReplicatedPostgres(RealPostgres primary, RealPostgres standby) {
        this.primary = primary;
        this.standby = standby;
    }

    /** Starts both, asynchronous. */
    public static ReplicatedPostgres start() {
        return start(Map.of());
    }

    /**
     * Starts both, asynchronous.
     *
     * @param settings of {@code postgresql.conf}, for both; they win over ours
     */
    public static ReplicatedPostgres start(Map<String, String> settings) {
        Map<String, String> all =
                new HashMap<>(Map.of("wal_keep_size", "256MB", "wal_retrieve_retry_interval", "100ms"));
        all.putAll(settings);
        RealPostgres primary = RealPostgres.start(all);
        try {
            return new ReplicatedPostgres(primary, standbyOf(primary));
        } catch (ServerException e) {
            primary.close();
            throw e;
        }
    }

    /** Starts both, synchronous. */
    public static ReplicatedPostgres startSynchronous(Map<String, String> settings) {
        ReplicatedPostgres both = start(settings);
        try {
            both.primary.ask("ALTER SYSTEM SET synchronous_standby_names = '" + STANDBY_NAME + "'");
            both.primary.ask("SELECT pg_reload_conf()");
            Await.until(
                    "a synchronous standby",
                    () -> both.primary
                            .ask("SELECT sync_state FROM pg_stat_replication")
                            .equals("sync"));
            return both;
        } catch (ServerException e) {
            both.close();
            throw e;
        }
    }

    /** Returns the present primary. */
    public RealPostgres primary() {
        return primary;
    }

    /** Returns the present standby; after a failover the former primary, dead or not, until {@link #rebuildStandby()}. */
    public RealPostgres standby() {
        return standby;
    }

    /** Waits until queries on the standby see all that was committed when this was called. */
    public void awaitCaughtUp() {
        String written = primary.ask("SELECT pg_current_wal_lsn()");
        Await.until("the standby to replay " + written, () -> hasReplayed(written));
    }

    /** Makes the standby receive but not show what is committed from now on ({@code pg_wal_replay_pause}). */
    public void pauseReplay() {
        standby.ask("SELECT pg_wal_replay_pause()");
        Await.until(
                "the pause of the replay",
                () -> standby.ask("SELECT pg_get_wal_replay_pause_state()").equals("paused"));
    }

    /** Ends {@link #pauseReplay()}. */
    public void resumeReplay() {
        standby.ask("SELECT pg_wal_replay_resume()");
    }

    /** Kills the primary with all its backends (SIGKILL). */
    public void killPrimary() {
        primary.kill();
    }

    /**
     * Makes the standby the primary, on a new timeline, with all that it has received. The former primary is left as it is: kill it first,
     * or there are two.
     *
     * @return the new primary
     */
    public synchronized RealPostgres promote() {
        RealPostgres promoted = standby;
        promoted.ask("SELECT pg_promote(true, 30)");
        Await.until(
                "the promotion",
                () -> promoted.ask("SELECT pg_is_in_recovery()").equals("f"));
        standby = primary;
        primary = promoted;
        return promoted;
    }

    /**
     * Fails over so that the given commits, though the primary has acknowledged them, are gone. As with Redis, a frozen standby alone
     * loses nothing, since its kernel goes on receiving; so its connection is cut too. Only for the asynchronous form: in the other, the
     * commits wait for ever.
     *
     * @param commits run while only the primary hears them; if they throw, the standby goes on and follows as before
     * @return the new primary
     */
    public synchronized RealPostgres loseCommitsAndFailOver(Runnable commits) {
        awaitCaughtUp();
        standby.pause();
        try {
            primary.ask("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_replication");
            commits.run();
            primary.kill();
        } finally {
            standby.resume();
        }
        return promote();
    }

    /** Replaces the present standby, whatever its state, by a new one on a copy of the primary; it is asynchronous and has another port. */
    public synchronized void rebuildStandby() {
        standby.close();
        standby = standbyOf(primary);
    }

    @Override
    public void close() {
        standby.close();
        primary.close();
    }

    private boolean hasReplayed(String position) {
        return standby.ask("SELECT pg_last_wal_replay_lsn() >= '" + position + "'::pg_lsn")
                .equals("t");
    }

    private static RealPostgres standbyOf(RealPostgres primary) {
        String address = "host=127.0.0.1 port=" + primary.port() + " user=" + RealPostgres.USER + " application_name="
                + STANDBY_NAME;
        RealPostgres standby = RealPostgres.startStandbyOf(primary, Map.of("primary_conninfo", address));
        Await.until(
                "the standby to stream",
                () -> standby.ask("SELECT status FROM pg_stat_wal_receiver").equals("streaming"));
        return standby;
    }
}
