package io.freshet.capture.log;

import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.relay.Outbox.Batch;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tag;
import io.freshet.testkit.server.RealPostgres;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/** A database of its own for each test, on one server for all tests of this JVM whose log is logical. */
final class LoggedDatabase implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RealPostgres SERVER = RealPostgres.start(
            Map.of("wal_level", "logical", "max_prepared_transactions", "5", "max_replication_slots", "4"));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealPostgres server;
    private final String name;

    private LoggedDatabase(RealPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    /** An empty one. */
    static LoggedDatabase create() {
        return create(SERVER);
    }

    /** An empty one on another server. */
    static LoggedDatabase create(RealPostgres server) {
        String name = "logged" + NUMBER.incrementAndGet();
        server.createDatabase(name);
        return new LoggedDatabase(server, name);
    }

    RealPostgres server() {
        return server;
    }

    DataSource dataSource() {
        return server.dataSource(name);
    }

    String url() {
        return server.jdbcUrl(name);
    }

    ReplicationSource replication() {
        return ReplicationSource.of(url(), null, null);
    }

    LogNames names() {
        return LogNames.of(name, "public");
    }

    LogSource source() {
        return new LogSource(() -> DriverManager.getConnection(url()), replication(), "public", names(), "tenant_id");
    }

    void install(Shapes shapes) {
        PostgresLog.install(dataSource(), shapes, CaptureOptions.defaults());
    }

    /** Reads the log, with patience for slow machines. */
    LogOutbox open() {
        return open(LogTuning.defaults());
    }

    LogOutbox open(LogTuning tuning) {
        return LogOutbox.open(source(), OutboxSettings.defaults().withTimeout(PATIENCE), tuning);
    }

    void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(url())) {
            for (String sql : statements) {
                run(connection, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "nothing";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The tags that are told after a statement. */
    TreeSet<String> tagsOf(LogOutbox outbox, String sql) {
        String since = outbox.read("").snapshot();
        run(sql);
        return tags(outbox.read(since));
    }

    static TreeSet<String> tags(Batch batch) {
        TreeSet<String> tags = new TreeSet<>();
        batch.changes().forEach(change -> change.tags().stream().map(Tag::name).forEach(tags::add));
        return tags;
    }

    boolean isRead() {
        return server.ask("SELECT active FROM pg_replication_slots WHERE slot_name = '" + names().slot() + "'")
                .equals("t");
    }

    void awaitUnread() {
        await().atMost(PATIENCE).until(() -> !isRead());
    }

    /** Takes the slot away, so that the server has room for others. All that reads must be closed. */
    @Override
    public void close() {
        awaitUnread();
        PostgresLog.remove(dataSource(), replication(), CaptureOptions.defaults());
        PostgresCapture.remove(dataSource(), CaptureOptions.defaults());
    }
}
