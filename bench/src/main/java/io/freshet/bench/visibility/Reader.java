package io.freshet.bench.visibility;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.bench.backend.Backend;
import io.freshet.bench.backend.RegisterTable;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The instance that only reads. Its methods are called by one thread; two threads of its own read on: one the watched key
 * without a pause, one all held keys once in a millisecond.
 */
final class Reader implements AutoCloseable {
    private static final Duration HOLD_LIMIT = Duration.ofSeconds(5);
    private static final Duration JUDGE_LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    private final CacheUnderTest cache;
    private final HikariDataSource database;
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private @Nullable Watch watch;
    private volatile boolean closed;

    Reader(SystemUnderTest system, Servers servers) {
        cache = system.open(servers, "reader");
        database = Backend.pool(servers, 5);
        Thread thread = new Thread(this::readHeld, "read-held-keys");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to read a key in a tight loop. */
    long[] watch(int key) {
        watch = Watch.start(() -> cache.get(key, () -> RegisterTable.version(database, key)));
        return new long[0];
    }

    /** Waits until the watch has seen a version, for 5 s at the most, and ends it; returns what {@link Watch#end} does. */
    long[] seen(long version) throws InterruptedException {
        if (watch == null) {
            throw new IllegalStateException("Nothing is watched");
        }
        return watch.end(version);
    }

    /**
     * Reads a key until a read needs no loader, and keeps on reading it in the background. What a read throws because its
     * connection was killed counts as a read that did not.
     */
    boolean hold(int key) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < HOLD_LIMIT.toNanos()) {
            if (isHit(key)) {
                held.add(key);
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    /** Returns the version that the first read returns which does not fail, and lets the key go. */
    long judge(int key) {
        held.remove(key);
        long start = System.nanoTime();
        while (true) {
            try {
                return cache.get(key, () -> RegisterTable.version(database, key));
            } catch (RuntimeException e) {
                if (System.nanoTime() - start > JUDGE_LIMIT.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean isHit(int key) {
        boolean[] loaded = new boolean[1];
        try {
            cache.get(key, () -> {
                loaded[0] = true;
                return RegisterTable.version(database, key);
            });
            return !loaded[0];
        } catch (RuntimeException e) {
            LOG.debug("A read of key {} failed", key, e);
            return false;
        }
    }

    private void readHeld() {
        while (!closed) {
            held.forEach(this::isHit);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        cache.close();
        database.close();
    }
}
