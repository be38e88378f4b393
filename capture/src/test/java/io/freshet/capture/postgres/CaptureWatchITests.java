package io.freshet.capture.postgres;

import io.freshet.capture.postgres.Drift.Kind;
import io.freshet.tag.Condition;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is done to tables and triggers while the application runs. */
class CaptureWatchITests {

    private static final Shape BILL = Shape.of("bill");
    private static final Shape BY_AMOUNT = Shape.of("bill", List.of("amount"), List.of());
    private static final Shape VISIT = Shape.of("visit");
    private static final Shape PAID = Shape.of("bill_line", List.of(), List.of(), Condition.parse("bill_id > 5"));

    private final List<Drift> drifts = new CopyOnWriteArrayList<>();
    private final TreeSet<String> raised = new TreeSet<>();
    private final List<Set<String>> untoldWhenRaised = new ArrayList<>();
    private final LiveShapes shapes = new LiveShapes();
    private Database database;
    private CaptureWatch watch;

    @BeforeEach
    void install() {
        database = Database.create();
        database.run("CREATE TABLE visit (id int, day int) PARTITION BY RANGE (day);"
                + "CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (1) TO (10)");
        watch = new CaptureWatch(database.dataSource(), CaptureOptions.defaults());
        watch.install(new Shapes(Set.of(BILL, BY_AMOUNT, VISIT, PAID)));
        listen(watch);
    }

    private void listen(CaptureWatch of) {
        of.listen(
                shapes,
                change -> {
                    change.tags().stream().map(Tag::name).forEach(raised::add);
                    untoldWhenRaised.add(shapes.view().untold());
                },
                drifts::add);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Drift look() {
        drifts.clear();
        raised.clear();
        untoldWhenRaised.clear();
        watch.look();
        assertThat(drifts).as("what was noticed").hasSize(1);
        return drifts.get(0);
    }

    private void lookInVain() {
        drifts.clear();
        raised.clear();
        watch.look();
        assertThat(drifts).isEmpty();
        assertThat(raised).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE bill DISABLE TRIGGER ALL                            | disabled, or not in all sessions enabled
            ALTER TABLE bill DISABLE TRIGGER freshet_told_update            | freshet_told_update: disabled
            ALTER TABLE bill DISABLE TRIGGER USER; ALTER TABLE bill ENABLE TRIGGER USER | or not in all sessions enabled
            DROP TRIGGER freshet_told_delete ON bill                        | there are only [freshet_told_insert, freshet_told_truncate, freshet_told_update]
            DROP FUNCTION "freshet_capture_of_public.bill" CASCADE          | there are none
            CREATE OR REPLACE TRIGGER freshet_told_insert AFTER INSERT ON bill EXECUTE FUNCTION nothing(); ALTER TABLE bill ENABLE ALWAYS TRIGGER freshet_told_insert | calling public.nothing instead of
            DROP TABLE bill CASCADE; CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount int) | there are none
            ALTER TABLE bill RENAME TO old; CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount int) | there are none
            ALTER TABLE bill DROP amount                                    | without column amount, which caches depend on
            ALTER TABLE bill RENAME amount TO total                         | without column amount, which caches depend on
            ALTER TABLE bill ALTER amount TYPE numeric                      | rows cannot be told by column amount of type numeric
            COMMENT ON FUNCTION "freshet_capture_of_public.bill"() IS 'x'; ALTER TABLE bill ADD x int | not there
            """)
    void whatKeepsWritesFromBeingTold_isMended_andWhatMayHaveBeenMissedIsInvalidated(String sql, String found) {
        lookInVain();
        database.run("CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        database.run(sql);
        database.run("INSERT INTO bill (id) VALUES (1)");
        Drift drift = look();
        assertThat(drift.kind()).isEqualTo(Kind.MENDED);
        assertThat(drift.tables()).containsExactly("bill");
        assertThat(drift.toString())
                .contains("Writes may not have been noticed for a while on [bill]")
                .contains(found);
        assertThat(raised).containsExactly("table/bill", "table/bill?");
        assertThat(shapes.view().untold()).isEmpty();
        assertThat(database.tagsOf("INSERT INTO bill (id) VALUES (2)")).contains("table/bill");
        assertThat(watch.lost()).isEmpty();
        lookInVain();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bill  | ALTER TABLE bill DISABLE TRIGGER freshet_told_insert; ALTER TABLE bill ENABLE ALWAYS TRIGGER freshet_told_insert | triggers or their function were replaced
            bill  | ALTER TABLE bill ALTER id TYPE int USING id + 1             | its rows were rewritten
            bill  | ALTER TABLE bill ADD note text                              | its columns were changed
            visit | DROP TABLE visit_1                                          | dropped, detached or renamed
            visit | ALTER TABLE visit DETACH PARTITION visit_1                  | partitions were attached, detached or dropped
            """)
    void whatIsTold_butMayHaveBeenMissed_isInvalidatedOnce(String table, String sql, String found) {
        database.run(sql);
        Drift drift = look();
        assertThat(drift.kind()).isEqualTo(Kind.CHANGED);
        assertThat(drift.toString())
                .contains("What tells writes was changed on [" + table + "]")
                .contains(found);
        assertThat(raised).containsExactly("table/" + table, "table/" + table + "?");
        lookInVain();
    }

    @Test
    void attachedPartition_getsTriggers() {
        database.run("CREATE TABLE visit_2 (id int, day int); INSERT INTO visit_2 VALUES (1, 11);"
                + "ALTER TABLE visit ATTACH PARTITION visit_2 FOR VALUES FROM (10) TO (20)");
        Drift drift = look();
        assertThat(drift.kind()).isEqualTo(Kind.MENDED);
        assertThat(drift.found()).contains("it was created or attached").contains("\"visit_2\" (there are none)");
        assertThat(raised).containsExactly("table/visit", "table/visit?");
        assertThat(database.tagsOf("INSERT INTO visit_2 VALUES (2, 12)")).contains("table/visit");
    }

    @Test
    void tableThatIsGone_isLost_andRegainedWhenItIsThereAgain() {
        database.run("ALTER TABLE bill RENAME TO invoice");
        Drift drift = look();
        assertThat(drift.kind()).isEqualTo(Kind.LOST);
        assertThat(drift.toString())
                .contains("dropped, detached or renamed")
                .contains("A cache depends on the table [bill], which database \"capture\" does not have")
                .contains("When the table is there again");
        assertThat(untoldWhenRaised).as("noted before it was raised").containsExactly(Set.of("bill"));
        assertThat(watch.lost()).containsExactly(drift);
        lookInVain();
        database.run("ALTER TABLE invoice RENAME TO bill");
        Drift again = look();
        assertThat(again.kind()).isEqualTo(Kind.MENDED);
        assertThat(raised).containsExactly("table/bill", "table/bill?");
        assertThat(shapes.view().untold()).isEmpty();
        assertThat(watch.lost()).isEmpty();
    }

    /** Whoever reads it again asks for its triggers again. */
    @Test
    void tableThatALoadWasSeenToRead_isForgottenWhenItIsGone() {
        watch.installSeen(new Shapes(Set.of(Shape.of("holiday"), BILL)));
        database.run("DROP TABLE holiday");
        Drift drift = look();
        assertThat(drift.kind()).isEqualTo(Kind.CHANGED);
        assertThat(raised).containsExactly("table/holiday", "table/holiday?");
        assertThat(watch.lost()).isEmpty();
        assertThat(shapes.view().untold()).containsExactly("holiday");
        database.run("CREATE TABLE holiday (day date PRIMARY KEY)");
        lookInVain();
        assertThat(watch.installSeen(new Shapes(Set.of(Shape.of("holiday")))).isChanged())
                .isTrue();
        assertThat(raised).containsExactly("table/holiday", "table/holiday?");
        assertThat(shapes.view().untold()).isEmpty();
        database.run("DROP TABLE bill CASCADE");
        assertThat(look().kind()).as("declared too").isEqualTo(Kind.LOST);
    }

    @Test
    void withoutTheRight_theTableIsLost_untilSomebodyMendsIt() {
        database.run("DO $$ BEGIN CREATE ROLE watcher LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        try (CaptureWatch poor = new CaptureWatch(database.as("watcher"), CaptureOptions.defaults())) {
            poor.install(new Shapes(Set.of(BILL)));
            listen(poor);
            database.run("ALTER TABLE bill DISABLE TRIGGER ALL");
            poor.look();
            poor.look();
            assertThat(drifts).hasSize(1);
            assertThat(drifts.get(0).kind()).isEqualTo(Kind.LOST);
            assertThat(drifts.get(0).toString())
                    .contains("Writes are not noticed on [bill]")
                    .contains("for which role \"watcher\" has no right")
                    .contains("PostgresCapture.script");
            assertThat(shapes.view().untold()).containsExactly("bill");
            assertThat(poor.lost()).hasSize(1);

            PostgresCapture.install(database.dataSource(), Set.of("bill"), CaptureOptions.defaults());
            drifts.clear();
            raised.clear();
            poor.look();
            assertThat(drifts).singleElement().extracting(Drift::kind).isEqualTo(Kind.MENDED);
            assertThat(raised).as("for what was written in between").contains("table/bill?");
            assertThat(shapes.view().untold()).isEmpty();
        }
    }

    @Test
    void busyTable_isLost_untilItsWritersHaveEnded() throws Exception {
        database.run("ALTER TABLE bill DISABLE TRIGGER ALL");
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 10)");
            Drift drift = look();
            assertThat(drift.kind()).isEqualTo(Kind.LOST);
            assertThat(drift.toString())
                    .contains("a long transaction holds the table")
                    .contains("This is tried again");
            writer.commit();
        }
        assertThat(look().kind()).isEqualTo(Kind.MENDED);
    }

    /** A load may ask for the triggers of a table between two looks, which mends them. */
    @Test
    void installationInBetween_doesNotHideWhatWasMissed() {
        database.run("ALTER TABLE bill DISABLE TRIGGER ALL");
        Installation installation = watch.installLate(new Shapes(Set.of(BILL)));
        assertThat(drifts).singleElement().extracting(Drift::kind).isEqualTo(Kind.MENDED);
        assertThat(raised).contains("table/bill", "table/bill?");
        assertThat(installation.isChanged()).isFalse();
        lookInVain();
    }

    @Test
    void newShape_isNoDrift_here_butForOthers() {
        try (CaptureWatch other = new CaptureWatch(database.dataSource(), CaptureOptions.defaults())) {
            other.install(new Shapes(Set.of(Shape.of("bill", List.of("tenant_id"), List.of()))));
            listen(other);
            other.look();
            assertThat(drifts).isEmpty();
        }
        assertThat(look().kind()).as("told by another function").isEqualTo(Kind.CHANGED);
    }

    /** Nobody knows of version 3 what it asks for. */
    @Test
    void whoAsksForWhat_isKnown_andNothingIsForgotten() {
        CaptureOptions shop = CaptureOptions.defaults().withApplication("shop");
        try (CaptureWatch other = new CaptureWatch(database.dataSource(), shop)) {
            other.install(new Shapes(Set.of(BILL)));
        }
        PostgresCapture.install(
                database.dataSource(), new Shapes(Set.of(Shape.of("holiday"))), CaptureOptions.defaults());
        List<KnownShape> known = PostgresCapture.shapes(database.dataSource());
        assertThat(known)
                .extracting(KnownShape::shape)
                .containsExactlyInAnyOrder(BILL, BY_AMOUNT, VISIT, PAID, Shape.of("holiday"));
        assertThat(asking(known, BILL)).containsExactly("application", "shop");
        assertThat(asking(known, PAID)).containsExactly("application");
        assertThat(asking(known, Shape.of("holiday"))).isEmpty();

        database.run("UPDATE freshet_shape_asked SET asked = '2020-01-01'");
        watch.install(new Shapes(Set.of(BILL)));
        assertThat(database.ask("SELECT count(*) FROM freshet_shape_asked WHERE asked > '2020-01-01'"))
                .as("asked again for all that it wants")
                .isEqualTo("4");
    }

    private static Set<String> asking(List<KnownShape> known, Shape shape) {
        return known.stream()
                .filter(one -> one.shape().equals(shape))
                .findFirst()
                .orElseThrow()
                .asked()
                .keySet();
    }

    @Test
    void itLooksByItself() {
        watch.start(
                Duration.ofMillis(20),
                shapes,
                change -> {
                    // counted elsewhere
                },
                drifts::add);
        database.run("ALTER TABLE bill DISABLE TRIGGER ALL");
        await().atMost(Duration.ofSeconds(60)).until(() -> !drifts.isEmpty());
        assertThat(drifts.get(0).kind()).isEqualTo(Kind.MENDED);
    }
}
