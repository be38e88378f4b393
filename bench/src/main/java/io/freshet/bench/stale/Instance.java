package io.freshet.bench.stale;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.bench.backend.Backend;
import io.freshet.bench.backend.RegisterTable;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import io.freshet.testkit.StalenessChecker;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** One instance of the application: its cache, its connection pool, and what its threads do with them. */
final class Instance implements AutoCloseable {
    private final StaleSettings settings;
    private final StalenessChecker checker;
    private final CacheUnderTest cache;
    private final HikariDataSource database;
    private final LongAdder loads = new LongAdder();
    private final List<Long> writeNanos = new ArrayList<>(); // by the one writing thread

    Instance(String name, StaleSettings settings, SystemUnderTest system, Servers servers, StalenessChecker checker) {
        this.settings = settings;
        this.checker = checker;
        database = Backend.pool(servers, StaleSettings.READERS + 3);
        cache = system.open(servers, name);
    }

    /** Reads without a pause until the phases end. */
    void read(Phases phases) {
        StalenessChecker.Reader reader = checker.reader();
        boolean warm = false;
        for (long start = System.nanoTime(); phases.runs(start); start = System.nanoTime()) {
            if (!warm && phases.measures(start)) {
                reader.reset();
                warm = true;
            }
            int key = ThreadLocalRandom.current().nextInt(settings.keys());
            reader.read(key, cache.get(key, () -> load(key)), start);
        }
    }

    /** Writes at set times until the phases end; a late write does not delay those after it, if they can still catch up. */
    void write(Phases phases, Duration offset) throws SQLException {
        long pause = settings.betweenWritesOfAnInstance().toNanos();
        for (long due = phases.start() + offset.toNanos(); phases.runs(System.nanoTime()); due += pause) {
            awaitNanoTime(due);
            long began = System.nanoTime();
            write(ThreadLocalRandom.current().nextInt(settings.keys()));
            long ended = System.nanoTime();
            if (phases.measures(began) && phases.runs(ended)) {
                writeNanos.add(ended - began);
            }
        }
    }

    /** Returns whether the cache answers with what the database holds. */
    boolean isRight(int key) {
        return cache.get(key, () -> RegisterTable.version(database, key)) == RegisterTable.version(database, key);
    }

    long loads() {
        return loads.sum();
    }

    /** How long each write that was done within the measured time took, commit and eviction included. */
    List<Long> writeNanos() {
        return writeNanos;
    }

    void forgetLoads() {
        loads.reset();
    }

    @Override
    public void close() {
        cache.close();
        database.close();
    }

    private long load(int key) {
        loads.increment();
        long version = RegisterTable.version(database, key);
        awaitNanoTime(System.nanoTime()
                + ThreadLocalRandom.current().nextLong(settings.longestLoad().toNanos()));
        return version;
    }

    private void write(int key) throws SQLException {
        long[] written = new long[1];
        cache.write(key, database, connection -> {
            written[0] = RegisterTable.raise(connection, key);
            checker.begin(key, written[0]);
        });
        checker.acked(key, written[0], System.nanoTime());
    }

    private static void awaitNanoTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
