package io.freshet.spring.transaction;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;

/** How many threads may ask a pool of Hikari's for a second connection. Loaded only where there is Hikari. Thread-safe. */
final class Pools {

    /** No longer than the pools are there. */
    private static final Map<HikariDataSource, Semaphore> PERMITS = Collections.synchronizedMap(new WeakHashMap<>());

    private Pools() {}

    static @Nullable Permit permit(DataSource source) {
        HikariDataSource pool = pool(source);
        HikariPoolMXBean state = pool == null ? null : pool.getHikariPoolMXBean();
        if (pool == null || state == null || !hasSpare(pool, state)) {
            return null;
        }
        Semaphore permits = PERMITS.computeIfAbsent(pool, key -> new Semaphore(key.getMaximumPoolSize() / 2));
        return permits.tryAcquire() ? new Permit(permits) : null;
    }

    private static boolean hasSpare(HikariDataSource pool, HikariPoolMXBean state) {
        boolean mayGrow = state.getTotalConnections() < pool.getMaximumPoolSize();
        return state.getThreadsAwaitingConnection() == 0 && (state.getIdleConnections() > 0 || mayGrow);
    }

    private static @Nullable HikariDataSource pool(DataSource source) {
        try {
            return source.isWrapperFor(HikariDataSource.class) ? source.unwrap(HikariDataSource.class) : null;
        } catch (SQLException e) {
            return null;
        }
    }

    record Permit(Semaphore permits) {}
}
