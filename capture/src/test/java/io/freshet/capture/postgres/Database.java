package io.freshet.capture.postgres;

import io.freshet.tag.Tags;
import io.freshet.testkit.server.RealPostgres;
import org.postgresql.ds.PGSimpleDataSource;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for all tests of this JVM, and a database that is emptied for each that asks. */
public final class Database {

    /** What cleans up by itself would now and then hold locks, and run transactions that every snapshot has to name. */
    private static final RealPostgres SERVER =
            RealPostgres.start(Map.of("max_prepared_transactions", "5", "autovacuum", "off"));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;

    private Database(String name) {
        this.name = name;
    }

    /** The database, emptied, with the tables that the tests write to. */
    public static Database create() {
        if (NUMBER.incrementAndGet() == 1) {
            SERVER.createDatabase("capture");
        }
        Database database = new Database("capture");
        database.run(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
        database.run("""
                DO $$ DECLARE made name;
                BEGIN
                    FOR made IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
                        EXECUTE format('DROP SCHEMA %I CASCADE', made);
                    END LOOP;
                END $$;
                CREATE SCHEMA public;
                GRANT USAGE ON SCHEMA public TO PUBLIC""");
        database.run("CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount int)");
        database.run(
                "CREATE TABLE bill_line (id int PRIMARY KEY, bill_id int REFERENCES bill ON DELETE CASCADE, tenant_id int)");
        database.run("CREATE TABLE holiday (day date PRIMARY KEY)");
        return database;
    }

    /** Connections as the owner. */
    public DataSource dataSource() {
        return SERVER.dataSource(name);
    }

    /** Connections as another role. */
    DataSource as(String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SERVER.jdbcUrl(name));
        source.setUser(role);
        return source;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(SERVER.jdbcUrl(name));
    }

    /** Runs a statement in a transaction of its own. */
    public void run(String sql) {
        try (Connection connection = connect()) {
            run(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs a statement. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first value of a query. */
    public String ask(String sql) {
        try (Connection connection = connect()) {
            return ask(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first value of a query. */
    public static String ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? String.valueOf(row.getString(1)) : "nothing";
        }
    }

    /** The tags that what a statement puts into the outbox stands for. */
    TreeSet<String> tagsOf(String sql) {
        run("DELETE FROM freshet_outbox");
        run(sql);
        return outbox();
    }

    /** The tags that the rows of the outbox stand for. */
    TreeSet<String> outbox() {
        TreeSet<String> tags = new TreeSet<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT tag FROM freshet_outbox")) {
            while (rows.next()) {
                tags.addAll(Tags.meantBy(rows.getString(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tags;
    }

    PostgresOutbox outboxReader(OutboxSettings settings) {
        return PostgresOutbox.of(this::connect, "public", settings);
    }
}
