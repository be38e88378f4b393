package io.freshet.capture.postgres;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.Condition;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is registered, who registers it, and what becomes of it when tables, rights or versions change. */
class ShapesITests {

    private static final CaptureOptions OPTIONS = CaptureOptions.defaults().withLockTimeout(Duration.ofMillis(300));
    private static final Shape BY_AMOUNT = Shape.of("bill", List.of("amount"), List.of());
    private static final Shape BY_DAY = Shape.of("holiday", List.of("day"), List.of());
    private static final Shape AMOUNTS = Shape.of("bill", List.of(), List.of("amount"));

    private Database database;

    @BeforeEach
    void create() {
        database = Database.create();
    }

    private static Shapes shapes(Shape... shapes) {
        return new Shapes(Set.of(shapes));
    }

    private Installation install(Shape... shapes) {
        return PostgresCapture.install(database.dataSource(), shapes(shapes), OPTIONS);
    }

    private List<String> missing(Shape... shapes) {
        return PostgresCapture.missing(database.dataSource(), shapes(shapes), OPTIONS);
    }

    @Test
    void twoVersionsOfAnApplication_haveBothTheirShapesTold_whicheverStartsLast() {
        install(Shape.of("bill"));
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 10)")).containsExactly("table/bill", "table/bill@7");
        assertThat(missing(BY_AMOUNT))
                .containsExactly("create triggers on table \"public\".\"bill\" (not telling bill by amount)");
        assertThat(install(BY_AMOUNT).told()).isEqualTo(shapes(BY_AMOUNT));
        assertThat(install(Shape.of("bill")).isChanged())
                .as("the old version again")
                .isFalse();
        assertThat(database.tagsOf("UPDATE bill SET amount = 11"))
                .containsExactly(
                        "rows/bill/amount=10",
                        "rows/bill/amount=10@7",
                        "rows/bill/amount=11",
                        "rows/bill/amount=11@7",
                        "table/bill",
                        "table/bill@7");
        install(AMOUNTS);
        assertThat(missing(BY_AMOUNT, AMOUNTS, Shape.of("bill"))).isEmpty();
    }

    /** Whoever has written before the triggers knew a shape has not told it; entries of the shape are kept only when they have committed. */
    @Test
    void newShape_waitsForWriters() throws Exception {
        install(AMOUNTS);
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 10)");
            assertThatThrownBy(() -> install(BY_AMOUNT)).hasMessageContaining("a long transaction holds the table");
            assertThat(missing(BY_AMOUNT)).isNotEmpty();
            writer.rollback();
        }
        assertThat(install(BY_AMOUNT).told()).isEqualTo(shapes(BY_AMOUNT));
    }

    @Test
    void newShape_thatCannotBeInstalledNow_isLeftToTheWholeTable_ifThatIsTold() throws Exception {
        install(Shape.of("bill"));
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 10)");
            Installation installation = install(BY_AMOUNT);
            assertThat(installation.told()).isEqualTo(shapes());
            assertThat(installation.isChanged()).isFalse();
            writer.rollback();
        }
    }

    @Test
    void roleWithoutRights_keepsByRows_whatTriggersTellAlready() {
        String role = "rows_app";
        database.run("DO $$ BEGIN CREATE ROLE rows_app LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        install(Shape.of("bill"), AMOUNTS, Shape.of("holiday"));
        Installation installation = PostgresCapture.install(
                database.as(role), shapes(AMOUNTS, BY_AMOUNT, BY_DAY, Shape.of("bill")), OPTIONS);
        assertThat(installation.told()).isEqualTo(shapes(AMOUNTS, Shape.of("bill")));
        database.run(PostgresCapture.script(database.as(role), shapes(BY_AMOUNT, BY_DAY), OPTIONS, ScriptFormat.PLAIN));
        assertThat(PostgresCapture.install(database.as(role), shapes(AMOUNTS, BY_AMOUNT, BY_DAY), OPTIONS)
                        .told())
                .isEqualTo(shapes(AMOUNTS, BY_AMOUNT, BY_DAY));
        assertThatThrownBy(() -> PostgresCapture.install(
                        database.as(role), shapes(Shape.of("bill_line", List.of("bill_id"), List.of())), OPTIONS))
                .isInstanceOf(MissingRightsException.class);
    }

    @Test
    void script_refusesToForgetWhatOthersRegisteredSince() {
        String script = PostgresCapture.script(database.dataSource(), shapes(BY_AMOUNT), OPTIONS, ScriptFormat.PLAIN);
        database.run(script);
        database.run(script);
        install(AMOUNTS);
        assertThatThrownBy(() -> database.run(script))
                .rootCause()
                .hasMessageContaining("that this script does not know: write it anew");
        assertThat(missing(AMOUNTS, BY_AMOUNT)).isEmpty();
    }

    @Test
    void applicationOfVersion2_putsNothingBackThatMatters() throws IOException {
        database.run(resource("version-2.sql"));
        install(Shape.of("bill"), BY_AMOUNT, BY_DAY);
        assertThat(database.tagsOf("INSERT INTO holiday VALUES ('2026-12-24')"))
                .as("what entries of version 2 carry")
                .contains("table/holiday?", "rows/holiday/day=2026-12-24");
        String old = resource("version-2.sql");
        database.run(old.substring(old.indexOf("-- Trigger function of tables whose tenant column")));
        assertThat(missing(Shape.of("bill"), BY_AMOUNT, BY_DAY)).isEmpty();
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 10)"))
                .containsExactly("rows/bill/amount=10", "rows/bill/amount=10@7", "table/bill", "table/bill@7");
        assertThat(PostgresCapture.removeOld(database.dataSource(), OPTIONS).steps())
                .hasSize(8);
        assertThat(database.tagsOf("INSERT INTO holiday VALUES ('2026-12-25')"))
                .containsExactly("rows/holiday/day=2026-12-25", "rows/holiday/day=2026-12-25@?");
    }

    /** What version 3 generates when it finds a shape with a condition, which it takes for one with a column that is gone, beside one of its own. */
    @Test
    void applicationOfVersion3_tellsAShapeWithACondition_forEveryRow_underTheSameTag() throws IOException {
        database.run("ALTER TABLE bill ADD paid boolean");
        Shape paid = Shape.of("bill", List.of("amount"), List.of(), Condition.parse("paid = TRUE"));
        Shape readingPaid = Shape.of("bill", List.of("amount"), List.of("amount"), Condition.parse("paid = TRUE"));
        install(readingPaid, paid);
        String mark = Tags.rows(readingPaid, List.of("1"), "");
        String all = Tags.rows(paid, List.of("1"), "");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 1, false)")).isEmpty();
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 7, 1, true)"))
                .containsExactlyInAnyOrder(mark, mark + "@7", all, all + "@7");

        database.run(resource("version-3-with-a-condition.sql"));
        assertThat(database.tagsOf("INSERT INTO bill VALUES (3, 7, 1, true)"))
                .contains(mark, mark + "@7", all, all + "@7", "rows/bill/id=3");
        assertThat(database.tagsOf("UPDATE bill SET paid = false WHERE id = 2")).contains(mark, all, "rows/bill/id=2");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (4, 7, 1, false)")).contains(mark, all);
        assertThat(database.ask(
                        "SELECT count(*) FROM freshet_shape WHERE pinned = '{amount}' AND condition = 'paid = TRUE'"))
                .as("kept")
                .isEqualTo("2");

        assertThat(missing(readingPaid))
                .containsExactly("create triggers on table \"public\".\"bill\" (function version 3 instead of "
                        + PostgresSchema.VERSION + ")");
        install(readingPaid);
        assertThat(database.tagsOf("INSERT INTO bill VALUES (5, 7, 1, false)"))
                .containsExactly("rows/bill/id=5", "rows/bill/id=5@7");
        assertThat(missing(readingPaid, paid)).isEmpty();
    }

    /** As where version 3 was the first to register it: from a script, in an empty database. */
    @Test
    void conditionThatNobodyHasWrittenDown_isToldForEveryRow_untilSomebodyDoes() throws IOException {
        database.run("ALTER TABLE bill ADD paid boolean");
        install();
        database.run(resource("version-3-with-a-condition.sql"));
        Shape paid = Shape.of("bill", List.of("amount"), List.of("amount"), Condition.parse("paid = TRUE"));
        install(Shape.of("bill"));
        String mark = Tags.rows(paid, List.of("1"), "");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 1, false)")).contains(mark);
        assertThat(missing(Shape.of("bill"))).isEmpty();
        install(paid);
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 7, 1, false)")).doesNotContain(mark);
        assertThat(database.tagsOf("DELETE FROM bill WHERE id = 1")).doesNotContain(mark);
        assertThat(database.tagsOf("INSERT INTO bill VALUES (3, 7, 1, true)")).contains(mark);
    }

    @Test
    void columnOfACondition_thatIsDroppedOrChanged_isToldAsUnknown_andIsSaid() {
        database.run("ALTER TABLE bill ADD paid boolean");
        Shape paid = Shape.of("bill", List.of(), List.of(), Condition.parse("paid = TRUE"));
        install(paid);
        database.run("ALTER TABLE bill ALTER paid TYPE int USING 1");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 1, 0)")).containsExactly("table/bill?");
        assertThat(missing(paid))
                .singleElement()
                .asString()
                .contains("column paid of type integer cannot be compared with TRUE");
        install(paid);
        assertThat(missing(paid)).isEmpty();
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 7, 1, 0)")).containsExactly("table/bill?");
    }

    @Test
    void applicationOfVersion3_putsItsFunctionsBack_andNothingIsMissed() throws IOException {
        String old = resource("version-3.sql");
        database.run(old);
        database.run("INSERT INTO bill VALUES (1, 7, 10)");
        assertThat(missing(Shape.of("bill"), Shape.of("holiday")))
                .hasSize(3)
                .contains(
                        "create triggers on table \"public\".\"bill\" (function version 3 instead of "
                                + PostgresSchema.VERSION + ")",
                        "create triggers on table \"public\".\"holiday\" (function version 3 instead of "
                                + PostgresSchema.VERSION + ")");
        for (int i = 2; i <= 3; i++) {
            install(Shape.of("bill"), Shape.of("holiday"));
            assertThat(missing(Shape.of("bill"), Shape.of("holiday"))).isEmpty();
            assertThat(database.tagsOf("INSERT INTO bill VALUES (" + i + ", 7, 10)"))
                    .containsExactly("table/bill", "table/bill@7");
            database.run(old);
            assertThat(database.tagsOf(
                            "UPDATE bill SET tenant_id = tenant_id + 1; INSERT INTO holiday VALUES (date '2030-01-01' + "
                                    + i + ")"))
                    .contains("table/bill", "table/bill@7", "table/bill@8", "table/holiday", "table/holiday@?");
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ShapesITests.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void laterVersionsFunction_isNotReplaced() {
        install(BY_AMOUNT);
        database.run("COMMENT ON FUNCTION \"freshet_capture_of_public.bill\"() IS 'freshet "
                + (PostgresSchema.VERSION + 1) + " aaaaaaaaaaaa'");
        assertThat(missing(BY_AMOUNT)).isEmpty();
    }

    @Test
    void droppedColumn_breaksNoWrite_isToldAsUnknown_andIsSaid() {
        install(BY_AMOUNT, AMOUNTS, Shape.of("bill"));
        database.run("ALTER TABLE bill DROP amount");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7)")).containsExactly("table/bill", "table/bill?");
        assertThat(database.tagsOf("UPDATE bill SET tenant_id = 8")).containsExactly("table/bill", "table/bill?");
        assertThat(missing(Shape.of("bill")))
                .containsExactly(
                        "create triggers on table \"public\".\"bill\" (without column amount, which caches depend on)");
        install(Shape.of("bill"));
        assertThat(missing(Shape.of("bill"))).isEmpty();
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 7)"))
                .containsExactly(
                        "rows/bill[amount]/", "rows/bill[amount]/@7", "table/bill", "table/bill?", "table/bill@7");
    }

    @Test
    void renamedTable_goesOnTelling_andTheNewOneIsAskedFor() {
        install(BY_AMOUNT);
        database.run("ALTER TABLE bill RENAME TO invoice; ALTER TABLE invoice RENAME amount TO total");
        assertThat(database.tagsOf("INSERT INTO invoice VALUES (1, 7, 10)")).containsExactly("table/bill?");
        assertThatThrownBy(() -> missing(BY_AMOUNT)).isInstanceOf(UnknownTableException.class);
        database.run("CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount int)");
        assertThat(missing(BY_AMOUNT)).containsExactly("create triggers on table \"public\".\"bill\" (there are none)");
        install(BY_AMOUNT);
        assertThat(database.tagsOf("INSERT INTO invoice VALUES (2, 7, 10)")).containsExactly("table/bill?");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (2, 7, 10)"))
                .containsExactly("rows/bill/amount=10", "rows/bill/amount=10@7");
    }

    @Test
    void droppedTable_ofAnotherApplication_isNoMatter() {
        install(BY_AMOUNT, BY_DAY);
        database.run("DROP TABLE holiday");
        assertThat(missing(BY_AMOUNT)).isEmpty();
        assertThat(install(AMOUNTS).told()).isEqualTo(shapes(AMOUNTS));
    }

    @Test
    void disabledTriggers_areNoticed_andReplicaSessionsAreTold() throws Exception {
        install(BY_AMOUNT);
        try (Connection connection = database.connect()) {
            Database.run(connection, "SET session_replication_role = replica");
            Database.run(connection, "INSERT INTO bill VALUES (1, 7, 10)");
        }
        assertThat(database.outbox()).containsExactly("rows/bill/amount=10", "rows/bill/amount=10@7");
        database.run("ALTER TABLE bill DISABLE TRIGGER ALL");
        assertThat(missing(BY_AMOUNT)).singleElement().asString().contains("disabled");
        install(BY_AMOUNT);
        assertThat(database.tagsOf("DELETE FROM bill")).hasSize(2);
    }

    @Test
    void remove_forgetsShapes() {
        install(BY_AMOUNT);
        PostgresCapture.remove(database.dataSource(), OPTIONS);
        assertThat(database.ask("SELECT count(*) FROM pg_proc WHERE proname LIKE 'freshet%'"))
                .isEqualTo("0");
        install(AMOUNTS);
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 10)"))
                .containsExactly("rows/bill[amount]/", "rows/bill[amount]/@7");
    }

    @Test
    void columns_sayWhatRowsCanBeToldBy() {
        database.run("CREATE TABLE odd (\"Day\" date, code char(3), price numeric, at timestamptz)");
        assertThat(PostgresCapture.columns(database.dataSource(), "odd"))
                .containsEntry("day", ColumnKind.DATE)
                .containsEntry("code", ColumnKind.OTHER)
                .containsEntry("price", ColumnKind.OTHER)
                .containsEntry("at", ColumnKind.OTHER);
        assertThat(PostgresCapture.columns(database.dataSource(), "nowhere")).isEmpty();
    }
}
