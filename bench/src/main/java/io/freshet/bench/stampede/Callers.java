package io.freshet.bench.stampede;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.bench.backend.Backend;
import io.freshet.bench.backend.RegisterTable;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** One instance and its callers, each with a thread of its own. */
final class Callers implements AutoCloseable {
    private static final int CONNECTIONS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

    private final int callers;
    private final CacheUnderTest cache;
    private final HikariDataSource database;
    private final ExecutorService threads;

    Callers(SystemUnderTest system, Servers servers, String instance, int callers) {
        this.callers = callers;
        cache = system.open(servers, instance);
        database = Backend.pool(servers, CONNECTIONS);
        threads = Executors.newFixedThreadPool(callers);
    }

    /** Raises the version and invalidates the key in every tier, as the system tells its users to; returns the version. */
    long write() throws SQLException {
        long[] version = new long[1];
        cache.write(
                StampedeSettings.KEY,
                database,
                connection -> version[0] = RegisterTable.raise(connection, StampedeSettings.KEY));
        return version[0];
    }

    /** Reads once. */
    long read() {
        return cache.get(StampedeSettings.KEY, this::load);
    }

    /** Lets all callers read at a nano time; returns when the last was done, and how many did not get the version. */
    long[] rush(long startNanos, long version) throws InterruptedException, ExecutionException {
        List<Future<Call>> calls = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            calls.add(threads.submit(() -> call(startNanos, version)));
        }
        long last = startNanos;
        long wrong = 0;
        for (Future<Call> call : calls) {
            last = Math.max(last, call.get().doneNanos());
            wrong += call.get().right() ? 0 : 1;
        }
        return new long[] {last, wrong};
    }

    private Call call(long startNanos, long version) {
        for (long left = startNanos - System.nanoTime(); left > 0; left = startNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        boolean right = false;
        try {
            right = read() == version;
        } catch (RuntimeException e) {
            LOG.warn("A caller got an exception instead of a value", e);
        }
        return new Call(System.nanoTime(), right);
    }

    private long load() {
        try {
            LoadCounter.count(database);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot count a load", e);
        }
        long version = RegisterTable.version(database, StampedeSettings.KEY);
        long end = System.nanoTime() + StampedeSettings.LOAD.toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return version;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        cache.close();
        database.close();
    }

    private record Call(long doneNanos, boolean right) {}
}
