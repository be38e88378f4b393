package io.freshet.capture.log;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.capture.postgres.OutboxSettings;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A commit waits for a synchronous standby that does not answer: the log shows it, while readers see what was before. Then the standby is no
 * longer waited for.
 */
@Tag("long")
class HungStandbyITests {

    private LoggedDatabase database;

    @BeforeEach
    void install() {
        database = LoggedDatabase.create();
        database.run("CREATE TABLE bill (id int PRIMARY KEY, amount int)", "INSERT INTO bill VALUES (1, 1)");
        database.install(Shapes.ofTables(Set.of("bill")));
    }

    @AfterEach
    void remove() {
        waitFor("");
        database.close();
    }

    private void waitFor(String standby) {
        database.server().ask("ALTER SYSTEM SET synchronous_standby_names = '" + standby + "'");
        database.server().ask("SELECT pg_reload_conf()");
        await().atMost(LoggedDatabase.PATIENCE)
                .until(() -> database.ask("SHOW synchronous_standby_names").equals(standby));
    }

    /** Returns when the write waits for the standby. */
    private CompletableFuture<Void> hungWrite() {
        waitFor("absent");
        CompletableFuture<Void> write = CompletableFuture.runAsync(() -> database.run("UPDATE bill SET amount = 2"));
        await().atMost(LoggedDatabase.PATIENCE)
                .until(() -> database.ask(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE 'UPDATE bill%'")
                        .equals("1"));
        return write;
    }

    private void release(CompletableFuture<Void> write) throws Exception {
        waitFor("");
        write.get(LoggedDatabase.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(database.ask("SELECT amount FROM bill")).isEqualTo("2");
    }

    private Freshet freshet(LogOutbox outbox) {
        Freshet freshet =
                Freshet.builder().bound(Duration.ofSeconds(20)).outbox(outbox).build();
        await().atMost(LoggedDatabase.PATIENCE).until(() -> freshet.status().leaseRuns());
        return freshet;
    }

    /** While a standby hangs, a statement of the outbox that uses a transaction id up waits until it times out. */
    private LogOutbox open(boolean holds) {
        return LogOutbox.open(
                database.source(),
                OutboxSettings.defaults().withTimeout(Duration.ofSeconds(2)),
                new LogTuning(holds, Duration.ofMinutes(1)));
    }

    private static void awaitCertificates(Freshet freshet, int more) {
        long wanted = freshet.status().counter() + more;
        await().atMost(LoggedDatabase.PATIENCE).until(() -> freshet.status().counter() >= wanted);
    }

    @Test
    void change_isHeldUntilReadersSeeIt_andCertificatesGoOn() throws Exception {
        LogOutbox outbox = open(true);
        try (Freshet freshet = freshet(outbox)) {
            Cache<Integer, String> bills = Bills.cache(freshet);
            assertThat(Bills.read(bills, database)).isEqualTo("1");
            CompletableFuture<Void> write = hungWrite();
            await().atMost(LoggedDatabase.PATIENCE).until(() -> outbox.status().held() == 1);
            awaitCertificates(freshet, 5);
            assertThat(Bills.read(bills, database)).as("what everybody sees").isEqualTo("1");
            release(write);
            await().atMost(LoggedDatabase.PATIENCE)
                    .until(() -> Bills.read(bills, database).equals("2"));
        }
    }

    /** Why it must be held. */
    @Test
    void changeThatIsToldAtOnce_leavesAnEntryThatStaysStale() throws Exception {
        LogOutbox outbox = open(false);
        try (Freshet freshet = freshet(outbox)) {
            Cache<Integer, String> bills = Bills.cache(freshet);
            assertThat(Bills.read(bills, database)).isEqualTo("1");
            String told = "SELECT count(*) FROM freshet_outbox WHERE tag = 'table/bill'";
            assertThat(database.ask(told)).isEqualTo("0");
            CompletableFuture<Void> write = hungWrite();
            await().atMost(LoggedDatabase.PATIENCE)
                    .until(() -> database.ask(told).equals("1"));
            awaitCertificates(freshet, 5);
            assertThat(Bills.read(bills, database))
                    .as("loaded again, too early")
                    .isEqualTo("1");
            release(write);
            awaitCertificates(freshet, 10);
            assertThat(Bills.read(bills, database))
                    .as("stale, and nothing will ever tell")
                    .isEqualTo("1");
        }
    }

    @Test
    void changeThatIsHeld_isHandedOnToTheNextReader() throws Exception {
        LogOutbox first = open(true);
        String since = first.read("").snapshot();
        CompletableFuture<Void> write = hungWrite();
        await().atMost(LoggedDatabase.PATIENCE).until(() -> first.status().held() == 1);
        first.close();
        try (LogOutbox second = database.open()) {
            await().atMost(LoggedDatabase.PATIENCE).until(() -> second.status().held() == 1);
            assertThat(database.ask("SELECT count(*) FROM freshet_outbox")).isEqualTo("0");
            release(write);
            assertThat(LoggedDatabase.tags(second.read(since))).contains("table/bill");
        }
    }
}
