package io.freshet.capture.log;

import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import io.freshet.tag.Tags;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Which tags the log tells of which writes, held against what triggers tell of the same writes in a twin. */
class LogTagsITests {

    private static final String TABLES = """
            CREATE TYPE mood AS ENUM ('calm', 'sad, @ 100%');
            CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount numeric, note text, big text);
            CREATE TABLE visit (id bigint PRIMARY KEY, barber int, day date, state text, feeling mood, token uuid, paid boolean, "Odd" smallint, price real);
            CREATE TABLE ledger (account text, amount int);
            CREATE TABLE stay (id int, year int, room text, PRIMARY KEY (id, year)) PARTITION BY RANGE (year);
            CREATE TABLE stay_old PARTITION OF stay FOR VALUES FROM (2000) TO (2020);
            CREATE TABLE stay_new PARTITION OF stay FOR VALUES FROM (2020) TO (2100);
            ALTER TABLE bill REPLICA IDENTITY FULL;
            ALTER TABLE visit REPLICA IDENTITY FULL;
            ALTER TABLE stay_old REPLICA IDENTITY FULL;
            ALTER TABLE stay_new REPLICA IDENTITY FULL;
            ALTER TABLE bill ALTER COLUMN big SET STORAGE EXTERNAL""";

    private static final Shapes SHAPES = new Shapes(Set.of(
            Shape.of("bill"),
            Shape.of("bill", List.of("id"), List.of("note")),
            Shape.of("bill", List.of("tenant_id"), List.of("big")),
            Shape.of("visit", List.of("barber", "day"), List.of("state")),
            Shape.of("visit", List.of("feeling"), List.of()),
            Shape.of("visit", List.of("token", "paid", "odd"), List.of("price")),
            Shape.of("visit", List.of("state"), List.of("state")),
            Shape.of("visit", List.of(), List.of("price")),
            Shape.of("ledger"),
            Shape.of("ledger", List.of("account"), List.of()),
            Shape.of("stay"),
            Shape.of("stay_new", List.of("room"), List.of())));

    /** Triggers cannot pair rows whose key changes, nor tell which partition got a row; the log can. */
    private static final String FINER = "/* finer */ ";

    private static LoggedDatabase logged;
    private static LoggedDatabase twin;
    private static LogOutbox outbox;

    @BeforeAll
    static void start() {
        logged = LoggedDatabase.create();
        twin = LoggedDatabase.create();
        logged.run(TABLES);
        twin.run(TABLES);
        logged.install(SHAPES);
        PostgresCapture.install(twin.dataSource(), SHAPES, CaptureOptions.defaults());
        outbox = logged.open();
    }

    @AfterAll
    static void stop() {
        outbox.close();
        logged.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO bill VALUES (1, 7, 1.0, 'a', 'x'), (2, 8, 2, 'b', null), (3, null, 3, null, null)",
                "UPDATE bill SET amount = 5 WHERE id = 1",
                "UPDATE bill SET amount = 5.0 WHERE id = 1",
                "UPDATE bill SET note = note WHERE id = 1",
                "UPDATE bill SET note = 'other' WHERE id = 1",
                "UPDATE bill SET note = null WHERE id = 1",
                "UPDATE bill SET tenant_id = 8 WHERE id = 1",
                "UPDATE bill SET tenant_id = null WHERE id = 2",
                FINER + "UPDATE bill SET id = 10 WHERE id = 3",
                "INSERT INTO bill SELECT 20, 7, 1, 'n', string_agg(md5(i::text), '') FROM generate_series(1, 2000) i",
                "UPDATE bill SET note = 'm' WHERE id = 20",
                "UPDATE bill SET amount = 3 WHERE id = 20",
                "UPDATE bill SET big = big || '!' WHERE id = 20",
                "UPDATE bill SET note = 'z' WHERE false",
                "DELETE FROM bill WHERE id = 1",
                "DELETE FROM bill WHERE false",
                "INSERT INTO bill SELECT 100 + i, i, 1 FROM generate_series(1, 100) i",
                "INSERT INTO bill SELECT 300 + i, i, 1 FROM generate_series(1, 101) i",
                "UPDATE bill SET tenant_id = 1 WHERE id > 300",
                "INSERT INTO bill SELECT 1000 + i, 1, 1 FROM generate_series(1, 1001) i",
                "TRUNCATE bill",
                "INSERT INTO visit VALUES (1, 5, '2026-11-21', 'open', 'calm', '00000000-0000-0000-0000-00000000000A', true, 3, 1.5)",
                "INSERT INTO visit VALUES (2, null, 'infinity', 'a, b@c 100% ~?', 'sad, @ 100%', null, null, null, null)",
                "INSERT INTO visit VALUES (3, -5, '0044-03-15 BC', repeat('ä', 600), null, null, false, -3, 'NaN')",
                "UPDATE visit SET day = '2026-11-22' WHERE id = 1",
                "UPDATE visit SET day = '12026-11-22' WHERE id = 1",
                "UPDATE visit SET price = 1.5 WHERE id = 1",
                "UPDATE visit SET price = 2.5 WHERE id = 1",
                "UPDATE visit SET state = 'done'",
                FINER + "UPDATE visit SET id = id + 100",
                "MERGE INTO visit v USING (VALUES (101), (500)) AS s (id) ON v.id = s.id WHEN MATCHED THEN UPDATE SET barber = 6"
                        + " WHEN NOT MATCHED THEN INSERT (id, barber) VALUES (s.id, 9)",
                "DELETE FROM visit",
                "INSERT INTO ledger VALUES ('a', 1), ('b', 2)",
                "DELETE FROM ledger WHERE account = 'a'",
                FINER + "INSERT INTO stay VALUES (1, 2010, 'x'), (2, 2030, 'y')",
                "UPDATE stay SET year = 2031 WHERE id = 1",
                "UPDATE stay_new SET room = 'z' WHERE id = 2",
                "TRUNCATE stay_old",
                "TRUNCATE stay"
            })
    void log_tellsWhatTriggersTell(String sql) {
        twin.run("DELETE FROM freshet_outbox");
        twin.run(sql);
        TreeSet<String> tags = logged.tagsOf(outbox, sql);
        if (sql.startsWith(FINER)) {
            assertThat(tags).isNotEmpty().hasSizeLessThan(told(twin).size()).isSubsetOf(told(twin));
        } else {
            assertThat(tags).isEqualTo(told(twin));
        }
    }

    private static TreeSet<String> told(LoggedDatabase database) {
        String all = database.ask("SELECT coalesce(string_agg(tag, E'\\n'), '') FROM freshet_outbox");
        TreeSet<String> told = new TreeSet<>();
        for (String kept : all.isEmpty() ? new String[0] : all.split("\n")) {
            told.addAll(Tags.meantBy(kept));
        }
        return told;
    }

    @Test
    void withoutFullIdentity_whatTheRowWas_isTakenForUnknown() {
        logged.run(
                "CREATE TABLE seat (id int PRIMARY KEY, tenant_id int, row_no int, state text)",
                "INSERT INTO seat VALUES (1, 7, 3, 'free')");
        logged.install(new Shapes(Set.of(
                Shape.of("seat"),
                Shape.of("seat", List.of("row_no"), List.of()),
                Shape.of("seat", List.of("id"), List.of("state")),
                Shape.of("seat", List.of("id"), List.of("id")))));
        assertThat(logged.tagsOf(outbox, "INSERT INTO seat VALUES (2, 7, 3, 'free')"))
                .contains("rows/seat/row_no=3@7", "table/seat@7")
                .doesNotContain("table/seat?");
        assertThat(logged.tagsOf(outbox, "UPDATE seat SET state = 'taken' WHERE id = 1"))
                .as("the tenant and the row's number before are unknown")
                .containsExactly("table/seat", "table/seat?");
        assertThat(logged.tagsOf(outbox, "DELETE FROM seat WHERE id = 1")).containsExactly("table/seat", "table/seat?");
    }

    @Test
    void rowsByTheKey_areToldWithoutFullIdentity_whereThereIsNoTenant() {
        logged.run(
                "CREATE TABLE chair (id int PRIMARY KEY, state text)",
                "INSERT INTO chair VALUES (1, 'free'), (2, 'free')");
        logged.install(new Shapes(
                Set.of(Shape.of("chair", List.of("id"), List.of()), Shape.of("chair", List.of("id"), List.of("id")))));
        assertThat(logged.tagsOf(outbox, "UPDATE chair SET state = 'taken' WHERE id = 1"))
                .containsExactly("rows/chair/id=1", "rows/chair/id=1@?");
        assertThat(logged.tagsOf(outbox, "UPDATE chair SET id = 3 WHERE id = 1"))
                .contains("rows/chair/id=1", "rows/chair/id=3", "rows/chair[id]/id=1", "rows/chair[id]/id=3");
        assertThat(logged.tagsOf(outbox, "DELETE FROM chair WHERE id = 2"))
                .contains("rows/chair/id=2", "rows/chair[id]/id=2@?");
    }

    @Test
    void rollback_andRollbackToSavepoint_tellNothing() throws SQLException {
        String since = outbox.read("").snapshot();
        try (Connection connection = DriverManager.getConnection(logged.url())) {
            connection.setAutoCommit(false);
            LoggedDatabase.run(connection, "INSERT INTO ledger VALUES ('gone', 1)");
            connection.rollback();
            LoggedDatabase.run(connection, "INSERT INTO ledger VALUES ('kept', 1)");
            var savepoint = connection.setSavepoint();
            LoggedDatabase.run(connection, "INSERT INTO ledger VALUES ('undone', 1)");
            connection.rollback(savepoint);
            assertThat(LoggedDatabase.tags(outbox.read(since)))
                    .as("before the commit")
                    .isEmpty();
            connection.commit();
        }
        assertThat(LoggedDatabase.tags(outbox.read(since)))
                .contains("rows/ledger/account=kept")
                .doesNotContain("rows/ledger/account=gone", "rows/ledger/account=undone");
    }

    @Test
    void twoPhaseCommit_isToldWhenItIsCommitted() {
        String since = outbox.read("").snapshot();
        logged.run("BEGIN", "INSERT INTO ledger VALUES ('prepared', 1)", "PREPARE TRANSACTION 'two'");
        assertThat(LoggedDatabase.tags(outbox.read(since))).isEmpty();
        logged.run("COMMIT PREPARED 'two'");
        assertThat(LoggedDatabase.tags(outbox.read(since))).contains("rows/ledger/account=prepared");
    }

    @Test
    void whatATransactionHasToldItself_isNotToldAgain() {
        assertThat(
                        logged.tagsOf(
                                outbox,
                                "INSERT INTO ledger VALUES ('own', 1); SELECT freshet_collect(ARRAY['table/ledger', 'table/ledger?'])"))
                .containsExactly("table/ledger", "table/ledger?");
        assertThat(logged.tagsOf(outbox, "DELETE FROM ledger; SELECT freshet_collect(ARRAY['*'])"))
                .containsExactly("*");
        assertThat(
                        logged.tagsOf(
                                outbox,
                                "INSERT INTO ledger VALUES ('own', 1); SELECT freshet_collect(ARRAY['table/bill', 'table/bill?'])"))
                .as("another table")
                .contains("rows/ledger/account=own", "table/ledger", "table/bill");
    }

    @Test
    void newShape_isToldFromItsRegistrationOn() {
        logged.run("CREATE TABLE hook (id int PRIMARY KEY, owner int)");
        logged.install(Shapes.ofTables(Set.of("hook")));
        assertThat(logged.tagsOf(outbox, "INSERT INTO hook VALUES (1, 5)"))
                .containsExactly("table/hook", "table/hook@?");
        logged.install(new Shapes(Set.of(Shape.of("hook", List.of("owner"), List.of()))));
        assertThat(logged.tagsOf(outbox, "INSERT INTO hook VALUES (2, 5)"))
                .containsExactly("rows/hook/owner=5", "rows/hook/owner=5@?", "table/hook", "table/hook@?");
        logged.run("ALTER TABLE hook DROP COLUMN owner");
        assertThat(logged.tagsOf(outbox, "INSERT INTO hook VALUES (3)")).contains("table/hook?");
        logged.run("ALTER TABLE hook RENAME TO peg");
        assertThat(logged.tagsOf(outbox, "INSERT INTO peg VALUES (4)"))
                .as("nothing depends on that name")
                .isEmpty();
    }

    @Test
    @Tag("long")
    void millionRows_inOneTransaction_areToldInFewTags() {
        assertThat(logged.tagsOf(
                        outbox, "INSERT INTO bill SELECT 1000000 + i, i % 1000, 1 FROM generate_series(1, 1000000) i"))
                .contains("table/bill", "table/bill?")
                .hasSizeLessThan(10);
        assertThat(logged.tagsOf(outbox, "DELETE FROM bill"))
                .contains("table/bill", "table/bill?")
                .hasSizeLessThan(10);
    }
}
