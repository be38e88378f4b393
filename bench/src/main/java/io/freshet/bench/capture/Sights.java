package io.freshet.bench.capture;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.bench.system.SystemUnderTest;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Writes past the application, as psql does, and cached reads that wait to see them. Not thread-safe. */
final class Sights implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 200_000;
    private static final long MOST_NANOS_BETWEEN_WRITES = 60_000_000;

    private final DataSource database;
    private final Connection outside;
    private final int account;
    private final Cache<Integer, Long> cache;
    private long version;

    Sights(DataSource database, Freshet freshet, String jdbcUrl, int account) throws SQLException {
        this.database = database;
        this.outside = DriverManager.getConnection(jdbcUrl);
        this.account = account;
        this.cache = freshet.<Integer, Long>cache("account:version:{id}", Integer.class, Long.class)
                .timeToLive(SystemUnderTest.TTL)
                .dependsOnTables("account")
                .build();
    }

    /** Writes so often; returns for each write the nanoseconds from its commit to the first read that has it. */
    long[] measure(int writes) throws SQLException {
        long[] times = new long[writes];
        for (int i = 0; i < writes; i++) {
            read();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_NANOS_BETWEEN_WRITES));
            read();
            Accounts.touch(outside, account, ++version);
            long committed = System.nanoTime();
            while (read() < version) {
                if (System.nanoTime() - committed > PATIENCE.toNanos()) {
                    throw new IllegalStateException("A write past the application was not seen within " + PATIENCE);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            times[i] = System.nanoTime() - committed;
        }
        return times;
    }

    private long read() {
        return Objects.requireNonNull(cache.get(account, this::load));
    }

    private long load(int id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT version FROM account WHERE id = ?")) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot load account " + id, e);
        }
    }

    @Override
    public void close() throws SQLException {
        outside.close();
    }
}
