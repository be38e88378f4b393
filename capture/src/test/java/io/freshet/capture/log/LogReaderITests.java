package io.freshet.capture.log;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.capture.CaptureException;
import io.freshet.capture.check.DatabaseChecks;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.Database;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.relay.OutboxException;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who reads the log, who takes over, and what is said when nobody can. */
class LogReaderITests {

    private LoggedDatabase database;

    @BeforeEach
    void install() {
        database = LoggedDatabase.create();
        database.run("CREATE TABLE bill (id int PRIMARY KEY, amount int)", "INSERT INTO bill VALUES (1, 1)");
        database.install(Shapes.ofTables(Set.of("bill")));
    }

    @AfterEach
    void remove() {
        database.close();
    }

    private static void awaitReading(LogOutbox outbox) {
        await().atMost(LoggedDatabase.PATIENCE).until(() -> outbox.status().isReading());
    }

    private Finding checked(LogOutbox outbox) {
        return DatabaseChecks.ofLog(
                        () -> DriverManager.getConnection(database.url()),
                        "public",
                        database.names(),
                        outbox::status,
                        CaptureOptions.defaults())
                .look()
                .get(2);
    }

    private void terminateReader() {
        database.run("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
                + database.names().slot() + "'");
    }

    @Test
    void whenTheReaderGoes_anotherTakesOver_andNothingIsMissed() {
        LogOutbox first = database.open();
        awaitReading(first);
        assertThat(checked(first))
                .returns(Severity.OK, Finding::severity)
                .satisfies(finding ->
                        assertThat(finding.found()).contains(database.names().slot(), "read by this instance"));
        try (LogOutbox second = database.open()) {
            // it has to have asked for the log once, to know that another has it
            await().atMost(LoggedDatabase.PATIENCE)
                    .untilAsserted(() -> assertThat(checked(second).found()).contains("read by another instance"));
            String since = second.read("").snapshot();
            assertThat(second.status().isReading()).isFalse();
            database.run("UPDATE bill SET amount = 2");
            first.close();
            assertThat(LoggedDatabase.tags(second.read(since))).contains("table/bill");
            awaitReading(second);
        } finally {
            first.close();
        }
    }

    @Test
    void readerWhoseConnectionBreaks_goesOnWhereItWas() {
        try (LogOutbox outbox = database.open()) {
            String since = outbox.read("").snapshot();
            terminateReader();
            database.run("UPDATE bill SET amount = 3");
            assertThat(LoggedDatabase.tags(outbox.read(since))).contains("table/bill");
            assertThat(outbox.reachesBackTo(since)).as("no gap").isTrue();
        }
    }

    @Test
    void readerThatSaysNothing_isEnded() throws SQLException {
        try (LogOutbox outbox = database.open()) {
            awaitReading(outbox);
        }
        database.awaitUnread();
        try (LogStream silent = LogStream.open(database.replication())) {
            silent.start(database.names());
            try (LogOutbox outbox = database.open(new LogTuning(true, Duration.ofSeconds(1)))) {
                awaitReading(outbox);
            }
        }
    }

    @Test
    void slotThatWasDropped_isMadeAnew_andNothingFromBeforeCounts() {
        String before;
        try (LogOutbox outbox = database.open()) {
            before = outbox.read("").snapshot();
        }
        database.awaitUnread();
        database.run(
                "SELECT pg_drop_replication_slot('" + database.names().slot() + "')", "UPDATE bill SET amount = 4");
        assertGap(before);
    }

    @Test
    void slotThatSomebodyElseHasMadeAnew_isNotTakenForTheOldOne() {
        String before;
        try (LogOutbox outbox = database.open()) {
            before = outbox.read("").snapshot();
        }
        database.awaitUnread();
        database.run(
                "SELECT pg_drop_replication_slot('" + database.names().slot() + "')",
                "UPDATE bill SET amount = 4",
                "SELECT pg_create_logical_replication_slot('" + database.names().slot() + "', 'pgoutput')");
        assertGap(before);
    }

    @Test
    void slotThatTheServerHasThrownAway_isMadeAnew_andNothingFromBeforeCounts() {
        String before;
        try (LogOutbox outbox = database.open()) {
            before = outbox.read("").snapshot();
        }
        database.awaitUnread();
        database.server().ask("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'");
        database.server().ask("SELECT pg_reload_conf()");
        try {
            await().atMost(LoggedDatabase.PATIENCE).until(() -> {
                database.run("UPDATE bill SET amount = amount + 1", "SELECT pg_switch_wal()", "CHECKPOINT");
                return database.ask("SELECT wal_status FROM pg_replication_slots WHERE slot_name = '"
                                + database.names().slot() + "'")
                        .equals("lost");
            });
        } finally {
            database.server().ask("ALTER SYSTEM RESET max_slot_wal_keep_size");
            database.server().ask("SELECT pg_reload_conf()");
        }
        assertGap(before);
    }

    private void assertGap(String before) {
        try (LogOutbox outbox = database.open()) {
            String after = outbox.read("").snapshot();
            assertThat(outbox.reachesBackTo(before)).isFalse();
            assertThatThrownBy(() -> outbox.readDirectly(before)).isInstanceOf(OutboxException.class);
            database.run("UPDATE bill SET amount = 5");
            assertThat(LoggedDatabase.tags(outbox.read(after))).contains("table/bill");
            assertThat(LoggedDatabase.tags(outbox.readDirectly(after))).contains("table/bill");
        }
    }

    /** The write is in the log before the new slot begins, so nobody can tell it: only that the entry counts for nothing any more. */
    @Test
    void entryFromBeforeALostSlot_isNotServed() throws SQLException {
        AtomicInteger fromNothing = new AtomicInteger();
        LogOutbox outbox = database.open();
        try (Freshet freshet = Freshet.builder()
                        .bound(Duration.ofSeconds(5))
                        .outbox(outbox)
                        .listener(new CacheListener() {
                            @Override
                            public void onEvent(CacheEvent event) {
                                if (event instanceof CacheEvent.Recovered recovered && !recovered.replayed()) {
                                    fromNothing.incrementAndGet();
                                }
                            }
                        })
                        .build();
                Connection running = DriverManager.getConnection(database.url())) {
            Cache<Integer, String> bills = Bills.cache(freshet);
            await().atMost(LoggedDatabase.PATIENCE).until(() -> freshet.status().leaseRuns());
            assertThat(Bills.read(bills, database)).isEqualTo("1");
            int recovered = fromNothing.get();
            running.setAutoCommit(false);
            LoggedDatabase.run(running, "CREATE TABLE holds_slots_up ()"); // no slot is made while this runs
            dropSlot();
            database.run("UPDATE bill SET amount = 9");
            running.rollback();
            await().atMost(LoggedDatabase.PATIENCE)
                    .until(() -> Bills.read(bills, database).equals("9"));
            await().atMost(LoggedDatabase.PATIENCE).until(() -> fromNothing.get() > recovered);
        }
    }

    private void dropSlot() {
        await().atMost(LoggedDatabase.PATIENCE).ignoreExceptions().until(() -> {
            terminateReader();
            database.run("SELECT pg_drop_replication_slot('" + database.names().slot() + "')");
            return true;
        });
    }

    @Test
    void withoutAReader_nothingIsCertified_andTheReasonIsSaid() {
        database.run("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN");
        LogSource source = new LogSource(
                () -> DriverManager.getConnection(database.url()),
                ReplicationSource.of(database.url().replace("user=postgres", "user=reader"), null, null),
                "public",
                database.names(),
                "tenant_id");
        try (LogOutbox outbox =
                LogOutbox.open(source, OutboxSettings.defaults().withTimeout(Duration.ofMillis(1500)))) {
            await().atMost(LoggedDatabase.PATIENCE)
                    .until(() -> outbox.status().trouble().contains("REPLICATION"));
            assertThatThrownBy(() -> outbox.read(""))
                    .isInstanceOf(OutboxException.class)
                    .hasMessageContaining("REPLICATION");
        }
        assertThatThrownBy(() -> PostgresLog.check(database.dataSource(), source.replication(), database.names()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("ALTER ROLE");
    }

    @Test
    void serverWithoutLogicalLog_isRefused() {
        assertThatThrownBy(() -> PostgresLog.install(
                        Database.create().dataSource(), Shapes.ofTables(Set.of("bill")), CaptureOptions.defaults()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("ALTER SYSTEM SET wal_level = logical");
    }

    @Test
    void serverWithoutAFreeSlot_isRefused() {
        database.run(
                "SELECT pg_create_physical_replication_slot('full' || i) FROM generate_series(1,"
                        + " current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots)::int) i");
        try {
            assertThatThrownBy(() -> PostgresLog.check(database.dataSource(), database.replication(), database.names()))
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("max_replication_slots");
        } finally {
            database.run(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name LIKE 'full%'");
        }
    }

    @Test
    void whatTheRoleMayNot_isSaidAsSql_whichInstallsIt() {
        database.run(
                "DROP ROLE IF EXISTS clerk",
                "CREATE ROLE clerk LOGIN",
                "CREATE TABLE stock (item text)",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON stock TO clerk");
        Shapes shapes = Shapes.ofTables(Set.of("stock"));
        var asClerk = new org.postgresql.ds.PGSimpleDataSource();
        asClerk.setUrl(database.url());
        asClerk.setUser("clerk");
        assertThatThrownBy(() -> PostgresLog.install(asClerk, shapes, CaptureOptions.defaults()))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("as role \"clerk\"")
                .hasMessageContaining("ALTER TABLE \"public\".\"stock\" REPLICA IDENTITY FULL")
                .hasMessageContaining("ADD TABLE ONLY \"public\".\"stock\"");
        database.run(
                "BEGIN; " + PostgresLog.script(database.dataSource(), shapes, CaptureOptions.defaults()) + "COMMIT");
        assertThat(PostgresLog.install(asClerk, shapes, CaptureOptions.defaults())
                        .told())
                .isEqualTo(shapes);
        database.run("DROP TABLE stock", "DROP OWNED BY clerk", "DROP ROLE clerk");
    }

    @Test
    void removal_leavesNothing() {
        try (LogOutbox outbox = database.open()) {
            outbox.read("");
        }
        database.awaitUnread();
        PostgresLog.remove(database.dataSource(), database.replication(), CaptureOptions.defaults());
        assertThat(database.ask("SELECT count(*) FROM pg_publication")).isEqualTo("0");
        assertThat(database.ask("SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"))
                .isEqualTo("0");
        assertThat(database.ask("SELECT count(*) FROM pg_class WHERE relname LIKE 'freshet_log%'"))
                .isEqualTo("0");
    }
}
