package io.freshet.capture.postgres;

import io.freshet.tag.Shape;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Writes that are many, or that go through something else. */
class BulkITests {

    private static final int ENOUGH = TableFunction.MOST_IN_A_TRANSACTION + 1_000;

    private Database database;

    @BeforeEach
    void install() {
        database = Database.create();
        PostgresCapture.install(
                database.dataSource(),
                new Shapes(Set.of(Shape.of("bill", List.of("id"), List.of()), Shape.of("bill"), Shape.of("holiday"))),
                CaptureOptions.defaults());
    }

    private static String oneByOne(int from, int to) {
        return "DO $$ BEGIN FOR i IN " + from + " .. " + to
                + " LOOP INSERT INTO bill VALUES (i, 7, 1); END LOOP; END $$";
    }

    @Test
    void aTransactionOfVeryManyRows_tellsSomeByName_andTheRestAsUnknown() {
        TreeSet<String> few = database.tagsOf(oneByOne(1, 100));
        assertThat(few)
                .hasSize(202)
                .contains("rows/bill/id=1@7", "rows/bill/id=100")
                .doesNotContain("table/bill?");
        TreeSet<String> many = database.tagsOf(oneByOne(101, ENOUGH));
        assertThat(many)
                .hasSizeBetween(TableFunction.MOST_IN_A_TRANSACTION, TableFunction.MOST_IN_A_TRANSACTION + 10)
                .contains("rows/bill/id=101", "table/bill", "table/bill?", "table/bill@7")
                .doesNotContain("rows/bill/id=" + ENOUGH);
        assertThat(database.tagsOf("INSERT INTO bill VALUES (-1, 7, 1)"))
                .as("the next transaction")
                .containsExactly("rows/bill/id=-1", "rows/bill/id=-1@7", "table/bill", "table/bill@7");
    }

    /** What was counted in a savepoint is forgotten with its tags. */
    @Test
    void whatWasRolledBack_isCountedNoMore() throws Exception {
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            var savepoint = connection.setSavepoint();
            Database.run(connection, oneByOne(1, ENOUGH));
            connection.rollback(savepoint);
            Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
            connection.commit();
        }
        assertThat(database.outbox())
                .containsExactly("rows/bill/id=1", "rows/bill/id=1@7", "table/bill", "table/bill@7");
    }

    @Test
    @Tag("long")
    void aTransactionOfAMillionRows_leavesFewTags_andLittleMemory() throws Exception {
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Database.run(connection, oneByOne(1, 500_000));
            Database.run(connection, "INSERT INTO bill SELECT i, i % 5000, 1 FROM generate_series(500001, 1000000) i");
            Database.run(connection, "UPDATE bill SET amount = 2");
            assertThat(Database.ask(connection, "SELECT count(*) FROM freshet_collect('{}')"))
                    .satisfies(count -> assertThat(Integer.parseInt(count)).isLessThan(5_010));
            connection.commit();
        }
        assertThat(database.outbox()).contains("table/bill?");
    }

    /** A setting of the session that nobody makes by chance, and that is no number. */
    @Test
    void aCountThatIsNone_failsNoWrite() {
        String name = database.ask("SELECT substring(prosrc FROM 'freshet\\.rows_[0-9a-f]+') FROM pg_proc"
                + " WHERE proname = 'freshet_capture_of_public.bill'");
        assertThat(database.tagsOf("SET " + name + " = 'many'; INSERT INTO bill VALUES (1, 7, 1)"))
                .hasSize(4);
    }

    @Test
    void writesThroughAViewOverAView_areTold() {
        database.run("CREATE VIEW open_bill AS SELECT * FROM bill WHERE amount > 0;"
                + " CREATE VIEW big_bill AS SELECT id, tenant_id, amount FROM open_bill WHERE amount > 100");
        assertThat(database.tagsOf("INSERT INTO big_bill VALUES (1, 7, 200)"))
                .containsExactly("rows/bill/id=1", "rows/bill/id=1@7", "table/bill", "table/bill@7");
        assertThat(database.tagsOf("UPDATE big_bill SET amount = 300")).hasSize(4);
        assertThat(database.tagsOf("DELETE FROM big_bill")).hasSize(4);
    }

    @Test
    void procedureThatCommits_isTold() {
        database.run(
                "CREATE PROCEDURE settle(n int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO bill VALUES (n, 7, 1); COMMIT;"
                        + " INSERT INTO holiday VALUES ('2026-12-24'); ROLLBACK; INSERT INTO holiday VALUES ('2026-12-25'); END $$");
        assertThat(database.tagsOf("CALL settle(5)"))
                .containsExactly(
                        "rows/bill/id=5",
                        "rows/bill/id=5@7",
                        "table/bill",
                        "table/bill@7",
                        "table/holiday",
                        "table/holiday@?");
        assertThat(database.ask("SELECT count(DISTINCT xid) FROM freshet_outbox"))
                .isEqualTo("2");
    }
}
