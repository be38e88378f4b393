package io.freshet.bench.visibility;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.bench.backend.Backend;
import io.freshet.bench.backend.RegisterTable;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The instance that writes. One write after the other is timed; writes during a kill go on in {@link KilledWrites}. */
final class Writer implements AutoCloseable {
    private static final int CONNECTIONS = 48; // a write may hold one until the fleet has seen it, or its bound is over
    private static final long LEAST_PAUSE_NANOS = 4_000_000;
    private static final long MOST_PAUSE_NANOS = 12_000_000;

    private final CacheUnderTest cache;
    private final HikariDataSource database;
    private final KilledWrites killed;

    Writer(SystemUnderTest system, Servers servers) throws IOException {
        cache = system.open(servers, "writer");
        database = Backend.pool(servers, CONNECTIONS);
        killed = new KilledWrites(cache, database, new Killer(servers.redisPort()));
    }

    KilledWrites killed() {
        return killed;
    }

    /** Writes a key so often, with random pauses; returns version, commit and return of each as nano times. */
    long[] write(int key, int times) throws SQLException {
        long[] written = new long[3 * times];
        for (int i = 0; i < written.length; i += 3) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LEAST_PAUSE_NANOS, MOST_PAUSE_NANOS));
            long[] version = new long[1];
            AtomicLong committed = new AtomicLong();
            cache.write(
                    key,
                    CommitWatch.over(database, () -> committed.set(System.nanoTime())),
                    connection -> version[0] = RegisterTable.raise(connection, key));
            written[i] = version[0];
            written[i + 1] = committed.get();
            written[i + 2] = System.nanoTime();
        }
        return written;
    }

    @Override
    public void close() throws IOException {
        killed.close();
        cache.close();
        database.close();
    }
}
