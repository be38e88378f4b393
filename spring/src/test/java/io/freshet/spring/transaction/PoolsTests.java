package io.freshet.spring.transaction;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PoolsTests {

    @Test
    void halfAsManyThreadsAsConnections_askForASecondOne() throws SQLException {
        try (HikariDataSource pool = pool()) {
            Pools.Permit first = Objects.requireNonNull(Pools.permit(pool));
            Objects.requireNonNull(Pools.permit(pool));
            assertThat(Pools.permit(pool)).isNull();
            first.permits().release();
            assertThat(Pools.permit(pool)).isNotNull();
        }
    }

    @Test
    void poolThatNobodyUses_isForgotten() throws SQLException {
        WeakReference<HikariDataSource> pool = usedAndClosed();
        await().until(() -> {
            System.gc();
            return pool.get() == null;
        });
    }

    private static WeakReference<HikariDataSource> usedAndClosed() throws SQLException {
        try (HikariDataSource pool = pool()) {
            Objects.requireNonNull(Pools.permit(pool)).permits().release();
            return new WeakReference<>(pool);
        }
    }

    private static HikariDataSource pool() throws SQLException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:pools");
        pool.setMaximumPoolSize(4);
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        return pool;
    }
}
