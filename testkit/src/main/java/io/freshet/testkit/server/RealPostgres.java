package io.freshet.testkit.server;

import org.postgresql.ds.PGSimpleDataSource;

import javax.sql.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A real PostgreSQL server on a free port of 127.0.0.1, with a data directory of its own, that a test can stop, kill, pause and start
 * again on the same port and data.
 *
 * <p>Commits are synchronous and forced to disk, as in production. It runs as root too, and never outlives this JVM. A signal goes to the
 * server process and to all of its backends.
 *
 * <p>Thread-safe. All methods block until the server has done what was asked of it.
 */
public final class RealPostgres implements AutoCloseable {
    /** The user of every connection; it needs no password. */
    public static final String USER = "postgres";

    /** The database that always exists. */
    public static final String DATABASE = "postgres";

    private static final String LOG = "postgres.log";
    private static final int ASK_LIMIT_SECONDS = 30;

    private final int port = Ports.free();
    private final Path directory;
    private final Map<String, String> settings;
    private ChildProcess process;

    private RealPostgres(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings = settings;
        this.process = launch();
        awaitReady();
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
        Path directory = Watchdog.newDirectory("postgres");
        ChildProcess.run(PostgresPrograms.command(
                "initdb",
                List.of(
                        "--pgdata=" + directory.resolve("data"),
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF-8",
                        "--no-sync")));
        return new RealPostgres(directory, withDefaults(settings));
    }

    /** Starts a server on a copy of another one's data, made while that one goes on; with its settings and some of its own. */
    static RealPostgres startStandbyOf(RealPostgres primary, Map<String, String> own) {
        Path directory = Watchdog.newDirectory("standby");
        BaseBackup.copy(primary, directory.resolve("data"));
        Map<String, String> settings = new LinkedHashMap<>(primary.settings);
        settings.putAll(own);
        return new RealPostgres(directory, settings);
    }

    private static Map<String, String> withDefaults(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("timezone", "UTC");
        all.put("max_connections", "300");
        all.putAll(settings);
        return all;
    }

    /** Returns the port, the same over restarts. */
    public int port() {
        return port;
    }

    /** Returns the id of the server process, the parent of all backends; another one after each restart. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Returns whether the server process exists; a paused one does. */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Returns the JDBC URL of a database, user included. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER;
    }

    /** Returns a source of new connections to a database; it does not pool. */
    public DataSource dataSource(String database) {
        return source(database);
    }

    /** Creates an empty database. The name is quoted, so that it is taken as it stands. */
    public void createDatabase(String name) {
        ask("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
    }

    /**
     * Runs one statement in the database {@value #DATABASE}, over a connection of its own.
     *
     * @return the first column of the first row as text; empty if there is none
     * @throws ServerException if it fails, or takes longer than 30 seconds
     */
    public String ask(String sql) {
        PGSimpleDataSource source = source(DATABASE);
        source.setConnectTimeout(ASK_LIMIT_SECONDS);
        source.setSocketTimeout(ASK_LIMIT_SECONDS);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? first(statement) : "";
        } catch (SQLException e) {
            throw new ServerException("PostgreSQL on port " + port + ": " + sql + ": " + e.getMessage(), e);
        }
    }

    /** Ends the server in its fast mode: it breaks off what its clients do and writes a checkpoint. */
    public synchronized void stop() {
        process.stop("INT");
    }

    /** Ends the server and all backends by SIGKILL, as a power cut would; the next start recovers. */
    public synchronized void kill() {
        process.kill();
    }

    /** Freezes the server and all backends by SIGSTOP: connections stay open, nothing is answered. */
    public synchronized void pause() {
        process.pause();
    }

    /** Lets a paused server go on. */
    public synchronized void resume() {
        process.resume();
    }

    /** Starts the server again on the same port and data, ending it first if it runs. */
    public synchronized void restart() {
        process.stop("INT");
        process = launch();
        awaitReady();
    }

    /** Kills the server, as nothing of it is to be kept, and deletes its data. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        process.kill();
        Watchdog.delete(directory);
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    private PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(USER);
        return source;
    }

    private static String first(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            return rows.next() ? Objects.toString(rows.getString(1), "") : "";
        }
    }

    private ChildProcess launch() {
        List<String> arguments = new ArrayList<>(List.of("-D", dataDirectory().toString(), "-p", "" + port));
        arguments.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return ChildProcess.start(PostgresPrograms.command("postgres", arguments), directory, directory.resolve(LOG));
    }

    private void awaitReady() {
        try {
            Await.until(
                    "PostgreSQL on port " + port,
                    () -> !process.isAlive() || ask("SELECT 1").equals("1"));
        } catch (ServerException e) {
            process.kill();
            throw e;
        }
        if (!process.isAlive()) {
            throw new ServerException("PostgreSQL did not start on port " + port + ":\n" + log());
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve(LOG));
        } catch (IOException e) {
            return "(no log)";
        }
    }
}
