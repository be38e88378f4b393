package io.freshet.capture.postgres;

import io.freshet.change.ChangeSet;
import io.freshet.relay.Outbox.Batch;
import io.freshet.relay.OutboxException;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresOutboxITests {

    private Database database;
    private PostgresOutbox outbox;

    @BeforeEach
    void install() {
        database = Database.create();
        PostgresCapture.install(
                database.dataSource(), Set.of("bill", "bill_line", "holiday"), CaptureOptions.defaults());
        outbox = database.outboxReader(OutboxSettings.defaults());
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void emptySnapshot_answersNoChanges() {
        database.run("INSERT INTO holiday VALUES ('2026-01-01')");
        Batch batch = outbox.read("");
        assertThat(batch.changes()).isEmpty();
        assertThat(batch.snapshot()).startsWith(outbox.systemIdentity() + "@");
        assertThat(outbox.reachesBackTo(batch.snapshot())).isTrue();
    }

    @Test
    void transactionThatBeganEarlierAndCommitsLater_isNotSkipped() throws Exception {
        try (Connection slow = database.connect()) {
            slow.setAutoCommit(false);
            Database.run(slow, "INSERT INTO bill VALUES (1, 1, 1)");
            String start = outbox.read("").snapshot();
            database.run("INSERT INTO bill VALUES (2, 2, 2)");
            Batch first = outbox.read(start);
            assertThat(tags(first)).containsExactly("table/bill", "table/bill@2");
            slow.commit();
            Batch second = outbox.read(first.snapshot());
            assertThat(tags(second)).containsExactly("table/bill", "table/bill@1");
            assertThat(second.changes().get(0).transaction().rows()).isEqualTo(1);
            assertThat(second.changes().get(0).transaction().id())
                    .isLessThan(first.changes().get(0).transaction().id());
            assertThat(second.changes().get(0).cause()).startsWith("transaction ");
            assertThat(outbox.read(second.snapshot()).changes()).isEmpty();
        }
    }

    @Test
    void anyInterleaving_showsEachCommittedTransactionExactlyOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            connections.add(database.connect());
            connections.get(i).setAutoCommit(false);
        }
        Map<Integer, Integer> open = new HashMap<>();
        TreeMap<String, Integer> committed = new TreeMap<>();
        TreeMap<String, Integer> seen = new TreeMap<>();
        String snapshot = outbox.read("").snapshot();
        for (int step = 1; step <= 600; step++) {
            int at = random.nextInt(connections.size());
            int choice = random.nextInt(10);
            if (choice < 4) {
                Database.run(connections.get(at), "INSERT INTO bill VALUES (" + step + ", " + step + ", 0)");
                open.merge(at, step, (old, present) -> old);
                if (open.get(at) == step) {
                    Database.run(connections.get(at), "SELECT freshet_collect(ARRAY['tag/" + step + "'])");
                }
            } else if (choice < 6) {
                connections.get(at).commit();
                Integer first = open.remove(at);
                if (first != null) {
                    committed.put("tag/" + first, 1);
                }
            } else if (choice < 7) {
                connections.get(at).rollback();
                open.remove(at);
            } else {
                snapshot = readInto(seen, snapshot);
            }
        }
        for (Connection connection : connections) {
            connection.close();
        }
        readInto(seen, snapshot);
        assertThat(seen).as("seed %d", seed).isEqualTo(committed);
    }

    private String readInto(Map<String, Integer> seen, String snapshot) {
        Batch batch = outbox.read(snapshot);
        for (ChangeSet change : batch.changes()) {
            change.tags().stream()
                    .map(Tag::name)
                    .filter(tag -> tag.startsWith("tag/"))
                    .forEach(tag -> seen.merge(tag, 1, Integer::sum));
        }
        return batch.snapshot();
    }

    @Test
    void preparedTransaction_waitsUntilItIsCommitted() throws Exception {
        String start = outbox.read("").snapshot();
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 1, 1)");
            String xid = Database.ask(writer, "SELECT pg_current_xact_id()::text");
            Database.run(writer, "PREPARE TRANSACTION 'late'");
            writer.commit();
            database.run("INSERT INTO holiday VALUES ('2026-01-01')");
            Batch before = outbox.read(start);
            assertThat(tags(before)).containsExactly("table/holiday", "table/holiday@?");
            assertThat(before.oldestRunning()).hasToString(xid);
            outbox.close();
            database.run("COMMIT PREPARED 'late'");
            assertThat(tags(outbox.read(before.snapshot()))).containsExactly("table/bill", "table/bill@1");
        }
    }

    @Test
    void deferredTrigger_addsRowsThatCollectMissed() throws Exception {
        database.run("CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS "
                + "$$ BEGIN INSERT INTO holiday VALUES ('2026-01-01'); RETURN NULL; END $$");
        database.run("CREATE CONSTRAINT TRIGGER late AFTER INSERT ON bill DEFERRABLE INITIALLY DEFERRED "
                + "FOR EACH ROW EXECUTE FUNCTION late()");
        String start = outbox.read("").snapshot();
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 1, 1)");
            assertThat(Database.ask(writer, "SELECT count(*) FROM freshet_collect('{}')"))
                    .isEqualTo("1");
            writer.commit();
        }
        Batch batch = outbox.read(start);
        assertThat(tags(batch)).contains("table/holiday", "table/holiday@?");
        assertThat(batch.changes().get(0).transaction().rows()).isEqualTo(2);
    }

    @Test
    void collect_ofAReadOnlyTransaction_assignsNoTransactionId() throws Exception {
        try (Connection reader = database.connect()) {
            reader.setAutoCommit(false);
            assertThat(Database.ask(reader, "SELECT tag FROM freshet_collect('{}')"))
                    .isEqualTo("nothing");
            assertThat(Database.ask(reader, "SELECT pg_current_xact_id_if_assigned()"))
                    .isEqualTo("null");
            reader.rollback();
        }
    }

    @Test
    void trim_deletesWhatIsOldAndCertified_andNoSnapshotBeforeItReachesBack() throws Exception {
        PostgresOutbox trimming = database.outboxReader(
                OutboxSettings.defaults().withRetention(Duration.ZERO).withTrimEvery(Duration.ZERO));
        String before = trimming.read("").snapshot();
        database.run("INSERT INTO bill VALUES (1, 1, 1)");
        trimming.trim(before);
        assertThat(database.outbox()).as("not certified").hasSize(2);
        String after = trimming.read("").snapshot();
        outbox.trim(after);
        assertThat(database.outbox()).as("within retention").hasSize(2);
        assertThat(trimming.reachesBackTo(before)).isTrue();
        trimming.trim(after);
        assertThat(database.outbox()).isEmpty();
        assertThat(trimming.reachesBackTo(before)).isFalse();
        assertThat(trimming.reachesBackTo(after)).isTrue();
        for (String reaching : List.of("", after)) {
            assertThat(trimming.read(reaching).reaches()).as(reaching).isTrue();
            assertThat(trimming.beginCycle(reaching).reaches()).as(reaching).isTrue();
        }
        assertThat(trimming.read(before).reaches()).isFalse();
        assertThat(trimming.beginCycle(before).reaches()).isFalse();
        trimming.close();
    }

    /** Longer than a sequence counts without a transaction of its own. */
    @Test
    void cycle_isCountedFirst_andShowsEachChangeOnce() {
        long before = outbox.cycles();
        String since = outbox.beginCycle("").snapshot();
        assertThat(outbox.cycles()).isEqualTo(before + 1);
        for (int i = 1; i <= 100; i++) {
            database.run("INSERT INTO bill VALUES (" + i + ", " + i + ", 1)");
            Batch batch = outbox.beginCycle(since);
            assertThat(tags(batch)).containsExactly("table/bill", "table/bill@" + i);
            assertThat(outbox.cycles()).isEqualTo(before + 1 + i);
            since = batch.snapshot();
        }
        assertThat(outbox.read(since).changes()).isEmpty();
    }

    @Test
    void trim_duringALongTransaction_keepsLaterSnapshotsUsable() throws Exception {
        PostgresOutbox trimming = database.outboxReader(
                OutboxSettings.defaults().withRetention(Duration.ZERO).withTrimEvery(Duration.ZERO));
        try (Connection slow = database.connect()) {
            slow.setAutoCommit(false);
            Database.run(slow, "INSERT INTO bill VALUES (1, 1, 1)");
            database.run("INSERT INTO bill VALUES (2, 2, 1)");
            String certified = trimming.read("").snapshot();
            trimming.trim(certified);
            assertThat(trimming.reachesBackTo(certified)).isTrue();
            slow.commit();
            assertThat(tags(trimming.read(certified))).contains("table/bill@1");
        }
        trimming.close();
    }

    @Test
    void trim_isRateLimited_butGoesOnWhereAStepWasFull() {
        long[] now = {0};
        OutboxSettings settings =
                OutboxSettings.defaults().withRetention(Duration.ZERO).withTrimRows(2);
        try (PostgresOutbox limited = PostgresOutbox.of(database::connect, "public", settings, () -> now[0])) {
            database.run("INSERT INTO bill VALUES (1, 1, 1)");
            database.run("INSERT INTO bill VALUES (2, 1, 1)");
            database.run("INSERT INTO bill VALUES (3, 1, 1)");
            String after = limited.read("").snapshot();
            limited.trim(after);
            assertThat(database.ask("SELECT count(*) FROM freshet_outbox")).isEqualTo("1");
            limited.trim(after);
            assertThat(database.outbox()).isEmpty();
            database.run("INSERT INTO bill VALUES (4, 1, 1)");
            String later = limited.read("").snapshot();
            limited.trim(later);
            assertThat(database.outbox()).as("too early").hasSize(2);
            now[0] += Duration.ofSeconds(31).toNanos();
            limited.trim(later);
            assertThat(database.outbox()).isEmpty();
        }
    }

    @Test
    void trim_isLeftToTheRelayThatIsAtIt() throws SQLException {
        PostgresOutbox trimming = database.outboxReader(
                OutboxSettings.defaults().withRetention(Duration.ZERO).withTrimEvery(Duration.ZERO));
        database.run("INSERT INTO bill VALUES (1, 1, 1)");
        String after = trimming.read("").snapshot();
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            Database.run(other, "SELECT pg_advisory_xact_lock(" + 0x6672657368657454L + ")");
            trimming.trim(after);
            assertThat(database.outbox()).hasSize(2);
            other.rollback();
        }
        trimming.trim(after);
        assertThat(database.outbox()).isEmpty();
        trimming.close();
    }

    @Test
    void snapshot_thatIsNone_reachesBackToNothingAndIsNotRead() {
        String good = outbox.read("").snapshot();
        String identity = outbox.systemIdentity();
        for (String bad : List.of(
                "",
                "garbage",
                "1:1:",
                identity + "@9:1:@1",
                identity + "@1:9:,,@1",
                good.replaceFirst("\\d", "9") + "x",
                "1" + good,
                identity + "@99999999999:99999999999:@1")) {
            assertThat(outbox.reachesBackTo(bad)).as(bad).isFalse();
            outbox.trim(bad);
        }
        assertThatThrownBy(() -> outbox.read("garbage"))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("garbage");
        assertThat(outbox.reachesBackTo(good)).isTrue();
    }

    @Test
    void snapshot_beforeTheInstallation_reachesBackToNothing() {
        String before = outbox.read("").snapshot();
        PostgresCapture.remove(database.dataSource(), CaptureOptions.defaults());
        PostgresCapture.install(database.dataSource(), Set.of("bill"), CaptureOptions.defaults());
        assertThat(outbox.reachesBackTo(before)).isFalse();
        assertThat(outbox.reachesBackTo(outbox.read("").snapshot())).isTrue();
    }

    @Test
    void idHandedOutAgainAfterACrash_isFoundByTheFirstReadOfAConnection() {
        // A snapshot that claims to show ids that are yet to be used is what a crash leaves behind.
        String[] parts = outbox.read("").snapshot().split("@");
        long next = Long.parseLong(database.ask("SELECT pg_current_xact_id()::text")) + 10;
        String claims = parts[0] + "@" + next + ":" + next + ":@" + parts[2];
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        assertThat(outbox.read(claims).changes()).isEmpty();
        outbox.close();
        assertThat(tags(outbox.read(claims))).containsExactly("table/bill", "table/bill@7");
        assertThat(outbox.read(claims).changes()).as("only the first").isEmpty();
    }

    @Test
    void lineages_areNeverHandedOutTwice() {
        long first = outbox.nextLineage(0);
        long second = outbox.nextLineage(first);
        assertThat(second).isGreaterThan(first);
        assertThat(outbox.nextLineage(100)).isEqualTo(101);
        assertThat(outbox.nextLineage(50)).isEqualTo(102);
    }

    @Test
    void lostConnection_failsOnceAndIsOpenedAgain() throws SQLException {
        String snapshot = outbox.read("").snapshot();
        database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        assertThatThrownBy(() -> outbox.read(snapshot)).isInstanceOf(OutboxException.class);
        assertThat(tags(outbox.read(snapshot))).containsExactly("table/bill", "table/bill@7");
    }

    private static TreeSet<String> tags(Batch batch) {
        TreeSet<String> tags = new TreeSet<>();
        batch.changes().forEach(change -> change.tags().forEach(tag -> tags.add(tag.name())));
        return tags;
    }
}
