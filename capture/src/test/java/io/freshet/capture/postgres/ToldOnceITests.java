package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** What triggers remember to have told goes with the rows that say so, whatever becomes of a transaction's parts. */
class ToldOnceITests {

    private static final PostgresTransactionTags QUESTION = PostgresTransactionTags.inSchema("public");
    private static final Written NOTHING_SEEN = new Written(Set.of(), false, Set.of());

    private static final int TRANSACTIONS = 120;

    private static Database database;

    @BeforeAll
    static void install() {
        database = Database.create();
        PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), CaptureOptions.defaults());
        database.run("""
                CREATE TABLE late (id int, tenant int);
                CREATE FUNCTION write_late() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN INSERT INTO bill VALUES (NEW.id, NEW.tenant, 0); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION write_late();
                CREATE FUNCTION write_nested(id int, tenant int, fails boolean) RETURNS int
                    LANGUAGE plpgsql SET work_mem = '8MB' SET search_path = public AS $$
                    BEGIN
                        BEGIN
                            INSERT INTO bill VALUES (id, tenant, 0);
                            IF fails THEN RAISE 'no'; END IF;
                        EXCEPTION WHEN OTHERS THEN NULL;
                        END;
                        RETURN 0;
                    END $$""");
    }

    @Test
    void manyStatements_tellOnce_andEachTenantOnce() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            for (int i = 1; i <= 50; i++) {
                Database.run(writer, "INSERT INTO bill VALUES (" + (-i) + ", " + i % 3 + ", 0)");
                Database.run(writer, "UPDATE bill SET amount = 1 WHERE id = " + (-i));
            }
            assertThat(mine(writer)).containsExactly("table/bill", "table/bill@0", "table/bill@1", "table/bill@2");
            Database.run(writer, "INSERT INTO bill SELECT 10000 + i, i, 0 FROM generate_series(1, 101) i");
            assertThat(mine(writer)).hasSize(5).contains("table/bill?");
            Database.run(writer, "INSERT INTO bill VALUES (20000, 999, 0)");
            assertThat(mine(writer)).hasSize(5);
            writer.rollback();
        }
    }

    @Test
    void truncation_isTold_thoughNoRowIsCounted_unlessAChangeHasBeen() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "TRUNCATE holiday");
            assertThat(mine(writer)).containsExactly("table/holiday", "table/holiday?");
            writer.rollback();
            Database.run(writer, "INSERT INTO holiday VALUES ('2030-01-01')");
            Set<String> told = mine(writer);
            assertThat(told).containsExactly("table/holiday", "table/holiday@?");
            Database.run(writer, "TRUNCATE holiday");
            assertThat(mine(writer))
                    .as("what a deletion of all rows would tell")
                    .isEqualTo(told);
            writer.rollback();
        }
    }

    @Test
    void truncation_ofWhatHasTenants_isToldEvenSo() throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "UPDATE bill SET amount = 2");
            Set<String> before = mine(writer);
            Database.run(writer, "TRUNCATE bill CASCADE");
            assertThat(mine(writer)).containsAll(before).contains("table/bill?");
            writer.rollback();
        }
    }

    @Test
    void statementThatMeetsNoRow_tellsNothing_whateverItsKind() throws SQLException {
        for (String statement : List.of(
                "UPDATE holiday SET day = day WHERE day = '1900-01-01'",
                "DELETE FROM holiday WHERE day = '1900-01-01'",
                "INSERT INTO holiday SELECT day FROM holiday WHERE day = '1900-01-01'")) {
            try (Connection writer = database.connect()) {
                writer.setAutoCommit(false);
                Database.run(writer, statement);
                assertThat(mine(writer)).as(statement).isEmpty();
            }
        }
    }

    /** In sessions of their own, so that no row of another transaction is among those that the server counts. */
    @Test
    void everyKindOfStatementThatMeetsARow_isTold() throws SQLException {
        database.run("INSERT INTO holiday VALUES ('1970-01-01')");
        for (String statement : List.of(
                "UPDATE holiday SET day = day WHERE day = '1970-01-01'",
                "DELETE FROM holiday WHERE day = '1970-01-01'",
                "INSERT INTO holiday SELECT '1970-01-02'::date",
                "WITH gone AS (DELETE FROM holiday WHERE day = '1970-01-01' RETURNING day) SELECT * FROM gone",
                "MERGE INTO holiday h USING (VALUES (date '1970-01-01')) AS m (day) ON h.day = m.day"
                        + " WHEN MATCHED THEN DELETE",
                "SAVEPOINT s; DELETE FROM holiday WHERE day = '1970-01-01'; RELEASE s",
                "DO $$ BEGIN BEGIN DELETE FROM holiday WHERE day = '1970-01-01'; EXCEPTION WHEN OTHERS THEN NULL; END; END $$",
                "SET track_counts = off; DELETE FROM holiday WHERE day = '1970-01-01'")) {
            try (Connection writer = database.connect()) {
                writer.setAutoCommit(false);
                Database.run(writer, statement);
                assertThat(mine(writer)).as(statement).containsExactly("table/holiday", "table/holiday@?");
                writer.rollback();
            }
        }
        database.run("DELETE FROM holiday WHERE day = '1970-01-01'");
    }

    @Test
    void tableThatBecomesAParent_isToldAlways_andExactlyOnceItIsLookedAt() throws SQLException {
        database.run("CREATE TABLE season (day date)");
        PostgresCapture.install(database.dataSource(), Set.of("season"), CaptureOptions.defaults());
        database.run("CREATE TABLE winter () INHERITS (season); INSERT INTO winter VALUES ('2030-01-01')");
        assertThat(told("UPDATE season SET day = day")).containsExactly("table/season", "table/season@?");
        assertThat(told("UPDATE season SET day = day WHERE day = '1900-01-01'")).isNotEmpty();
        PostgresCapture.install(database.dataSource(), Set.of("season"), CaptureOptions.defaults());
        assertThat(told("UPDATE season SET day = day")).containsExactly("table/season", "table/season@?");
        assertThat(told("UPDATE season SET day = day WHERE day = '1900-01-01'")).isEmpty();
    }

    private static TreeSet<String> told(String statement) throws SQLException {
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, statement);
            return mine(writer);
        }
    }

    @Test
    void settingThatASessionBroke_failsNoWrite() throws SQLException {
        String setting = database.ask("SELECT substring(prosrc FROM 'freshet\\.told_[0-9a-f]{12}') FROM pg_proc"
                + " WHERE proname = 'freshet_capture_of_public.bill'");
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "SET LOCAL " + setting + " = 'nonsense'");
            Database.run(writer, "SET LOCAL freshet.tags_public = '*nonsense'");
            Database.run(writer, "INSERT INTO bill VALUES (-1000, 7, 0)");
            assertThat(mine(writer)).containsExactly("table/bill", "table/bill?");
            writer.rollback();
        }
    }

    @Test
    void operatorsOfTheWriter_areNotCalledWithTheRightsOfTheOwner() throws SQLException {
        database.run("""
                CREATE SCHEMA trap;
                CREATE FUNCTION trap.sprung(text, text) RETURNS boolean LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'called'; END $$;
                CREATE OPERATOR trap.= (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.sprung);
                CREATE OPERATOR trap.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = trap.sprung)""");
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            Database.run(writer, "SET LOCAL search_path = trap, pg_catalog, public");
            Database.run(writer, "INSERT INTO public.bill VALUES (-1000, 7, 0)");
            Database.run(writer, "INSERT INTO public.holiday VALUES ('2030-01-01')");
            Database.run(writer, "UPDATE public.bill SET tenant_id = 8 WHERE id = -1000");
            Database.run(writer, "SELECT * FROM public.freshet_collect('{tag/x}')");
            Database.run(writer, "SET LOCAL search_path = public");
            assertThat(mine(writer)).hasSize(6);
            writer.rollback();
        }
        database.run("DROP SCHEMA trap CASCADE");
    }

    @Test
    void anySequenceOfSavepointsBlocksAndEnds_leavesTheTagsOfWhatWasCommitted() throws SQLException {
        long seed = System.nanoTime();
        try (Connection writer = database.connect()) {
            writer.setAutoCommit(false);
            new Play(writer, new Random(seed)).transactions("seed " + seed);
        }
    }

    /** What is kept of the present transaction, and just that is noted of it for its writer. */
    private static TreeSet<String> mine(Connection writer) throws SQLException {
        return mine(writer, NOTHING_SEEN);
    }

    private static TreeSet<String> mine(Connection writer, Written seen) throws SQLException {
        String kept = Database.ask(
                writer, "SELECT string_agg(tag, ' ') FROM freshet_outbox WHERE xid = pg_current_xact_id_if_assigned()");
        ChangeSet noted = QUESTION.collect(writer, seen);
        assertThat(noted.tags()).extracting(Tag::name).containsExactlyInAnyOrderElementsOf(tags(kept));
        assertThat(noted.transaction().rows()).isEqualTo(kept.equals("null") ? 0 : kept.split(" ").length);
        return tags(kept);
    }

    private static TreeSet<String> tags(String joined) {
        TreeSet<String> tags = new TreeSet<>();
        if (!joined.equals("null")) {
            List.of(joined.split(" ")).forEach(kept -> tags.addAll(Tags.meantBy(kept)));
        }
        return tags;
    }

    /** One connection that does anything, and what must come of it. */
    private static final class Play {

        private final Connection writer;
        private final Random random;
        private final Deque<TreeSet<String>> saved = new ArrayDeque<>();
        private TreeSet<String> told = new TreeSet<>();
        private TreeSet<String> later = new TreeSet<>();
        private int id;
        private boolean isReset;

        Play(Connection writer, Random random) {
            this.writer = writer;
            this.random = random;
        }

        void transactions(String name) throws SQLException {
            for (int i = 0; i < TRANSACTIONS; i++) {
                String xid = Database.ask(writer, "SELECT pg_current_xact_id()::text");
                for (int step = random.nextInt(12); step >= 0; step--) {
                    step(random.nextInt(11));
                }
                assertThat(mine(writer, new Written(Set.of(), false, Set.of(), Set.of(), isReset)))
                        .as(name)
                        .isEqualTo(told);
                boolean isCommitted = end(random.nextInt(4));
                told.addAll(later);
                assertThat(tags(database.ask(
                                "SELECT string_agg(tag, ' ') FROM freshet_outbox WHERE xid = '" + xid + "'")))
                        .as(name)
                        .isEqualTo(isCommitted ? told : new TreeSet<String>());
                saved.clear();
                isReset = false;
                told = new TreeSet<>();
                later = new TreeSet<>();
            }
        }

        private void step(int choice) throws SQLException {
            int tenant = random.nextInt(4);
            id++;
            switch (choice) {
                case 0, 1 -> bill(tenant, "INSERT INTO bill VALUES (" + id + ", " + tenant + ", 0)");
                case 2 -> bill(tenant, "SELECT write_nested(" + id + ", " + tenant + ", false)");
                case 3 -> Database.run(writer, "SELECT write_nested(" + id + ", " + tenant + ", true)");
                case 4 -> holiday();
                case 5 -> Database.run(writer, "UPDATE bill SET amount = 2 WHERE id = -1");
                case 6, 7 -> {
                    Database.run(writer, "SAVEPOINT s" + saved.size());
                    saved.push(new TreeSet<>(told));
                }
                case 8 -> back();
                case 9 -> {
                    Database.run(writer, "RESET ALL");
                    isReset = true;
                }
                default -> late(tenant);
            }
        }

        private void bill(int tenant, String sql) throws SQLException {
            Database.run(writer, sql);
            told.addAll(Set.of("table/bill", "table/bill@" + tenant));
        }

        private void holiday() throws SQLException {
            Database.run(writer, "INSERT INTO holiday VALUES (date '2000-01-01' + " + id + ")");
            told.addAll(Set.of("table/holiday", "table/holiday@?"));
        }

        /** Fires at the end, unless a savepoint takes it back: only outside of them, to keep the expectation simple. */
        private void late(int tenant) throws SQLException {
            if (saved.isEmpty()) {
                Database.run(writer, "INSERT INTO late VALUES (" + id + ", " + tenant + ")");
                later.addAll(Set.of("table/bill", "table/bill@" + tenant));
            }
        }

        private void back() throws SQLException {
            if (!saved.isEmpty()) {
                boolean isRolledBack = random.nextBoolean();
                TreeSet<String> before = saved.pop();
                Database.run(writer, (isRolledBack ? "ROLLBACK TO s" : "RELEASE s") + saved.size());
                told = isRolledBack ? before : told;
            }
        }

        private boolean end(int choice) throws SQLException {
            switch (choice) {
                case 0 -> writer.rollback();
                case 1 -> {
                    Database.run(writer, "PREPARE TRANSACTION 'play'");
                    writer.commit();
                    database.run("COMMIT PREPARED 'play'");
                }
                default -> writer.commit();
            }
            return choice != 0;
        }
    }
}
