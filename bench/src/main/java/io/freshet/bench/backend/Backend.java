package io.freshet.bench.backend;

import com.zaxxer.hikari.HikariDataSource;
import io.freshet.bench.system.Servers;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;

import java.sql.SQLException;
import java.util.Map;

/** One real PostgreSQL and one real Redis, for one system after the other. Not thread-safe. */
public final class Backend implements AutoCloseable {
    private final RealPostgres postgres;
    private final RealRedis redis;

    private Backend(Map<String, String> settings) {
        postgres = RealPostgres.start(settings);
        try {
            redis = RealRedis.start();
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    public static Backend start() {
        return start(Map.of());
    }

    /** With these settings of PostgreSQL. */
    public static Backend start(Map<String, String> settings) {
        return new Backend(settings);
    }

    /** Empties Redis and creates a database of that name with the table {@link RegisterTable}. */
    public Servers prepare(String database, int rows) throws SQLException {
        redis.ask("FLUSHALL ASYNC");
        postgres.createDatabase(database);
        RegisterTable.create(postgres.dataSource(database), rows);
        return new Servers(redis.port(), postgres.jdbcUrl(database));
    }

    /** Returns a connection pool of an application instance. */
    public static HikariDataSource pool(Servers servers, int connections) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(servers.jdbcUrl());
        pool.setMaximumPoolSize(connections);
        return pool;
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
    }
}
