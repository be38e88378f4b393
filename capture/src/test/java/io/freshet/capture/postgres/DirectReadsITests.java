package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;
import io.freshet.change.DirectReads;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What instances that Redis does not answer ask of the outbox, what writers see of that, and changes that no transaction has. */
class DirectReadsITests {

    private Database database;
    private PostgresOutbox outbox;

    @BeforeEach
    void install() {
        database = Database.create();
        PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), CaptureOptions.defaults());
        outbox = database.outboxReader(OutboxSettings.defaults());
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    void eachDirectRead_isCounted_theFirstToo() {
        String since = outbox.read("").snapshot();
        long before = outbox.directReads();
        outbox.readDirectly(since);
        assertThat(outbox.directReads()).isEqualTo(before + 1);
        outbox.readDirectly(since);
        assertThat(outbox.directReads()).isEqualTo(before + 2);
        outbox.read(since);
        assertThat(outbox.directReads()).isEqualTo(before + 2);
    }

    @Test
    void writer_seesTheCountOfTheInstantBeforeItsCommit_inEveryIsolationLevel() throws SQLException {
        String since = outbox.read("").snapshot();
        for (int level : List.of(
                Connection.TRANSACTION_READ_COMMITTED,
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE)) {
            try (Connection writer = database.connect()) {
                writer.setTransactionIsolation(level);
                writer.setAutoCommit(false);
                Database.run(writer, "INSERT INTO bill VALUES (" + level + ", 7, 1)");
                long first = collected(writer).directReads().count();
                assertThat(first).as("as counted elsewhere").isEqualTo(outbox.directReads());
                outbox.readDirectly(since);
                assertThat(collected(writer).directReads().count())
                        .as("isolation level %d", level)
                        .isEqualTo(first + 1);
                writer.commit();
            }
        }
    }

    /** What answers where the server says no last value takes longer than all the rest of the question. */
    @Test
    void count_isWhatTheServerSays_fromTheBeginning() throws SQLException {
        database.run(
                "CREATE OR REPLACE FUNCTION freshet_direct_reads() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS"
                        + " $$ BEGIN RAISE 'asked for'; END $$");
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            assertThat(collected(writer).directReads().count()).isEqualTo(outbox.directReads());
            writer.rollback();
        }
    }

    /** The server says no last value then, which must not be taken for a count that stands still. */
    @Test
    void writerWithoutTheRightToTheCount_seesItAllTheSame() throws SQLException {
        String since = outbox.read("").snapshot();
        database.run("DO $$ BEGIN CREATE ROLE cashier LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        database.run("GRANT INSERT ON bill TO cashier; REVOKE SELECT ON SEQUENCE freshet_direct FROM PUBLIC");
        try (Connection writer = database.as("cashier").getConnection()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            for (int i = 0; i < 3; i++) {
                assertThat(collected(writer).directReads().count()).isEqualTo(outbox.directReads());
                outbox.readDirectly(since);
            }
            writer.rollback();
        }
    }

    @Test
    void writer_notesTheInstantBeforeItAsked() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            assertThat(collected(writer).directReads())
                    .as("nothing written, nothing counted")
                    .isEqualTo(DirectReads.none());
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            long before = System.nanoTime();
            DirectReads seen = collected(writer).directReads();
            assertThat(seen.askedNanos()).isBetween(before, System.nanoTime());
            assertThat(seen.isCounted()).isTrue();
            writer.commit();
        }
    }

    /** The end of a snapshot is one above the last transaction that has ended: one that still runs may have a greater number. */
    @Test
    void next_isAboveEveryTransactionThatLookedBefore_alsoThoseThatRun() throws SQLException {
        String since = outbox.read("").snapshot();
        outbox.readDirectly(since); // the first of 32 uses a transaction id up by itself
        Batch first;
        try (Connection one = database.connect();
                Connection two = database.connect()) {
            long earlier = collectedAfter(one, "INSERT INTO bill VALUES (1, 7, 1)");
            long later = collectedAfter(two, "INSERT INTO bill VALUES (2, 7, 1)");
            assertThat(later).isGreaterThan(earlier);
            first = outbox.readDirectly(since);
            assertThat(first.next()).isGreaterThan(later);
            assertThat(first.oldestRunning()).isEqualTo(earlier);
            one.commit();
            assertThat(outbox.readDirectly(since).oldestRunning()).isEqualTo(later);
            two.commit();
        }
        Batch last = outbox.readDirectly(first.snapshot());
        assertThat(last.oldestRunning()).isGreaterThanOrEqualTo(first.next());
        assertThat(last.changes()).hasSize(2);
    }

    private static long collectedAfter(Connection writer, String sql) throws SQLException {
        writer.setAutoCommit(false);
        Database.run(writer, sql);
        return collected(writer).transaction().id();
    }

    @Test
    void directRead_showsWhatWasCommittedBeforeItBegan_andEachChangeOnce() {
        String since = outbox.read("").snapshot();
        for (int i = 1; i <= 20; i++) {
            database.run("INSERT INTO bill VALUES (" + i + ", " + i + ", 1)");
            Batch batch = outbox.readDirectly(since);
            assertThat(tags(batch)).containsExactlyInAnyOrder("table/bill", "table/bill@" + i);
            since = batch.snapshot();
        }
    }

    @Test
    void directRead_ofWhatIsTrimmedAway_throws() {
        String before = outbox.read("").snapshot();
        database.run("INSERT INTO bill VALUES (1, 7, 1)");
        try (PostgresOutbox trimming = database.outboxReader(
                OutboxSettings.defaults().withRetention(Duration.ZERO).withTrimEvery(Duration.ZERO))) {
            String after = trimming.read("").snapshot();
            assertThat(outbox.readDirectly(before).changes()).hasSize(1);
            trimming.trim(after);
            assertThatThrownBy(() -> outbox.readDirectly(before))
                    .isInstanceOf(OutboxException.class)
                    .hasMessageContaining("does not reach back");
            assertThat(outbox.readDirectly(after).changes()).isEmpty();
        }
        assertThatThrownBy(() -> outbox.readDirectly("garbage")).isInstanceOf(OutboxException.class);
    }

    @Test
    void kept_isPutIntoTheOutbox_andAnsweredUnderItsTransaction() {
        String since = outbox.read("").snapshot();
        ChangeSet change = ChangeSet.of(List.of("cache/x", "tag/y", "cache/x"), "POST /prices");
        long before = System.nanoTime();
        ChangeSet kept = outbox.keep(change);
        assertThat(kept.cause()).isEqualTo("POST /prices");
        assertThat(kept.tags()).isEqualTo(change.tags());
        assertThat(kept.directReads().count()).isEqualTo(outbox.directReads());
        assertThat(kept.directReads().askedNanos()).isBetween(before, System.nanoTime());
        Batch batch = outbox.read(since);
        assertThat(batch.changes()).hasSize(1);
        assertThat(batch.changes().get(0).transaction()).isEqualTo(kept.transaction());
        assertThat(tags(batch)).containsExactly("cache/x", "tag/y");
        assertThat(outbox.keep(kept)).isSameAs(kept);
        ChangeSet nothing = ChangeSet.of(List.of(), "nothing");
        assertThat(outbox.keep(nothing)).isSameAs(nothing);
    }

    @Test
    void kept_mayHaveManyTags() {
        String since = outbox.read("").snapshot();
        ChangeSet kept = outbox.keep(ChangeSet.of(
                IntStream.range(0, 20_000).mapToObj(i -> "tag/" + i).toList(), "an import"));
        assertThat(kept.transaction().rows()).isEqualTo(20_000);
        assertThat(outbox.read(since).changes().get(0).tags()).hasSize(20_000);
    }

    @Test
    void keep_ofManyThreads_doesNotWaitForARelayThatIsHeldUp() throws Exception {
        String since = outbox.read("").snapshot();
        ExecutorService threads = Executors.newFixedThreadPool(9);
        CountDownLatch held = new CountDownLatch(1);
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            Database.run(holder, "LOCK TABLE freshet_outbox_trimmed IN EXCLUSIVE MODE");
            database.run("INSERT INTO bill VALUES (1, 7, 1)");
            try (PostgresOutbox trimming = database.outboxReader(OutboxSettings.defaults()
                    .withRetention(Duration.ZERO)
                    .withTrimEvery(Duration.ZERO)
                    .withTimeout(Duration.ofSeconds(90)))) {
                String after = trimming.read("").snapshot();
                Future<?> trim = threads.submit(() -> {
                    held.countDown();
                    trimming.trim(after);
                });
                held.await();
                List<Future<ChangeSet>> kept = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String tag = "tag/" + i;
                    kept.add(threads.submit(() -> trimming.keep(ChangeSet.of(List.of(tag), tag))));
                }
                Set<Long> ids = new HashSet<>();
                for (Future<ChangeSet> one : kept) {
                    ids.add(one.get(60, TimeUnit.SECONDS).transaction().id());
                }
                assertThat(ids).hasSize(8);
                assertThat(trim.isDone()).as("the relay is held up").isFalse();
                holder.rollback();
                trim.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tags(outbox.read(since))).hasSize(8);
    }

    @Test
    void keep_thatCannot_throws() {
        database.run("ALTER FUNCTION freshet_collect(text[]) RENAME TO gone");
        assertThatThrownBy(() -> outbox.keep(ChangeSet.of(List.of("tag/x"), "a button")))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("keep a button");
        database.run("ALTER FUNCTION gone(text[]) RENAME TO freshet_collect");
        assertThat(outbox.keep(ChangeSet.of(List.of("tag/x"), "a button"))
                        .transaction()
                        .isRecorded())
                .isTrue();
    }

    private static ChangeSet collected(Connection writer) throws SQLException {
        return PostgresTransactionTags.inSchema("public").collect(writer, new Written(Set.of("bill"), false, Set.of()));
    }

    private static TreeSet<String> tags(Batch batch) {
        TreeSet<String> tags = new TreeSet<>();
        batch.changes().forEach(change -> change.tags().stream().map(Tag::name).forEach(tags::add));
        return tags;
    }
}
