package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.jdbc.Written;
import io.freshet.change.ChangeSet;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import java.io.StringReader;
import java.sql.Connection;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class TriggersITests {

    private static Database database;

    @BeforeAll
    static void install() {
        database = Database.create();
        database.run("CREATE TABLE \"Odd Name\" (id int, \"tenant_id\" uuid)");
        database.run("CREATE SCHEMA billing");
        database.run("CREATE TABLE billing.dunning (id int, tenant_id text)");
        database.run("CREATE TABLE visit (day int, tenant_id int) PARTITION BY RANGE (day)");
        database.run("CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (1) TO (10)");
        database.run("CREATE TABLE visit_2 PARTITION OF visit FOR VALUES FROM (10) TO (20)");
        PostgresCapture.install(
                database.dataSource(),
                Set.of("bill", "bill_line", "holiday", "odd name", "billing.dunning", "visit"),
                CaptureOptions.defaults());
    }

    @Test
    void eachOperation_ofATenantsRow_raisesTableAndTenant() {
        database.run("DELETE FROM bill");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (1, 7, 1)")).isEqualTo(raised("bill", "7"));
        assertThat(database.tagsOf("UPDATE bill SET amount = 2 WHERE id = 1")).isEqualTo(raised("bill", "7"));
        assertThat(database.tagsOf("DELETE FROM bill WHERE id = 1")).isEqualTo(raised("bill", "7"));
    }

    @Test
    void update_thatMovesARow_raisesOldAndNewTenant() {
        database.run("INSERT INTO bill VALUES (2, 7, 1)");
        assertThat(database.tagsOf("UPDATE bill SET tenant_id = 8 WHERE id = 2"))
                .containsExactly("table/bill", "table/bill@7", "table/bill@8");
    }

    @Test
    void statement_thatTouchesNoRow_raisesNothing() {
        assertThat(database.tagsOf("UPDATE bill SET amount = 2 WHERE id = -1")).isEmpty();
        assertThat(database.tagsOf("DELETE FROM holiday WHERE day = '1900-01-01'"))
                .isEmpty();
    }

    @Test
    void unknownRows_raiseWhatEveryTenantCarries() {
        TreeSet<String> unknown = new TreeSet<>(new TableDependency("bill").raisedBy(""));
        assertThat(database.tagsOf("INSERT INTO bill VALUES (3, NULL, 1)"))
                .containsExactly("table/bill", "table/bill@?");
        assertThat(database.tagsOf("INSERT INTO bill SELECT 1000 + i, i, 0 FROM generate_series(1, 101) i"))
                .isEqualTo(unknown);
        assertThat(database.tagsOf("TRUNCATE bill CASCADE"))
                .containsAll(unknown)
                .contains("table/bill_line?");
        assertThat(database.tagsOf("INSERT INTO bill SELECT 2000 + i, i, 0 FROM generate_series(1, 100) i"))
                .hasSize(101);
    }

    @Test
    void tableWithoutTenant_raisesWhatEveryTenantCarries() {
        assertThat(database.tagsOf("INSERT INTO holiday VALUES ('2026-12-25')"))
                .containsExactly(Tags.table("holiday"), Tags.table("holiday") + Tags.NO_TENANT);
        assertThat(new TableDependency("holiday").carriedBy("7")).contains("table/holiday@?");
    }

    @Test
    void bulk_collapsesToAFewRows() {
        assertThat(database.tagsOf("INSERT INTO bill SELECT 100000 + i, i % 3, 0 FROM generate_series(1, 100000) i"))
                .containsExactly("table/bill", "table/bill@0", "table/bill@1", "table/bill@2");
        database.run("DELETE FROM bill WHERE id >= 100000");
    }

    @Test
    void copy_isCaptured() throws Exception {
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY bill FROM STDIN CSV", new StringReader("501,5,1\n502,6,1\n"));
        }
        assertThat(database.outbox()).containsExactly("table/bill", "table/bill@5", "table/bill@6");
    }

    @Test
    void mergeAndUpsert_areCaptured() {
        database.run("INSERT INTO bill VALUES (601, 1, 1)");
        assertThat(database.tagsOf("INSERT INTO bill VALUES (601, 3, 1) ON CONFLICT (id) DO UPDATE SET tenant_id = 2"))
                .containsExactly("table/bill", "table/bill@1", "table/bill@2");
        assertThat(database.tagsOf("MERGE INTO bill b USING (VALUES (601), (602)) v (id) ON b.id = v.id "
                        + "WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (v.id, 4, 0)"))
                .containsExactly("table/bill", "table/bill@2", "table/bill@4");
    }

    @Test
    void cascade_raisesTheChildToo() {
        database.run("INSERT INTO bill VALUES (701, 7, 1)");
        database.run("INSERT INTO bill_line VALUES (1, 701, 9)");
        assertThat(database.tagsOf("DELETE FROM bill WHERE id = 701"))
                .containsExactly("table/bill", "table/bill@7", "table/bill_line", "table/bill_line@9");
    }

    @Test
    void names_areQuotedAndQualified() {
        assertThat(database.tagsOf("INSERT INTO \"Odd Name\" VALUES (1, 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11')"))
                .containsExactly("table/odd name", "table/odd name@a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        assertThat(database.tagsOf("INSERT INTO billing.dunning VALUES (1, 'x')"))
                .isEqualTo(raised("billing.dunning", "x"));
    }

    @Test
    void namesWithOtherCapitalsThanThoseOfAscii_areThoseThatCachesName() {
        database.run("CREATE TABLE \"Ärzte\" (id int); CREATE TABLE BESTÄTIGUNG (id int)");
        database.run("CREATE SCHEMA \"Ämter\"; CREATE TABLE \"Ämter\".stelle (id int)");
        Set<String> names = Set.of("ärzte", "bestätigung", "ämter.stelle");
        PostgresCapture.install(database.dataSource(), names, CaptureOptions.defaults());
        assertThat(PostgresCapture.missing(database.dataSource(), names, CaptureOptions.defaults()))
                .isEmpty();
        assertThat(database.tagsOf("INSERT INTO \"Ärzte\" VALUES (1)")).containsExactly("table/ärzte", "table/ärzte@?");
        assertThat(database.tagsOf("INSERT INTO BESTÄTIGUNG VALUES (1)"))
                .containsExactly("table/bestätigung", "table/bestätigung@?");
        assertThat(database.tagsOf("INSERT INTO \"Ämter\".stelle VALUES (1)"))
                .containsExactly("table/ämter.stelle", "table/ämter.stelle@?");
    }

    @Test
    void partitions_raiseTheParent_whicheverIsWritten() {
        assertThat(database.tagsOf("INSERT INTO visit VALUES (1, 4)")).isEqualTo(raised("visit", "4"));
        assertThat(database.tagsOf("INSERT INTO visit_1 VALUES (2, 5)")).isEqualTo(raised("visit", "5"));
        assertThat(database.tagsOf("UPDATE visit SET day = 11, tenant_id = 6 WHERE day = 1"))
                .containsExactly("table/visit", "table/visit@4", "table/visit@6");
        assertThat(database.tagsOf("TRUNCATE visit_2")).containsExactly("table/visit", "table/visit?");
    }

    @Test
    void childOfTwoParents_isToldByEither() {
        database.run(
                "CREATE TABLE animal (a int); CREATE TABLE machine (m int); CREATE TABLE robot_dog () INHERITS (animal, machine)");
        PostgresCapture.install(database.dataSource(), Set.of("animal"), CaptureOptions.defaults());
        database.run("INSERT INTO robot_dog VALUES (1, 2)");
        assertThat(database.tagsOf("UPDATE machine SET m = 3")).containsExactly("table/animal", "table/animal@?");
        assertThat(database.tagsOf("UPDATE robot_dog SET m = 4")).containsExactly("table/animal", "table/animal@?");
    }

    @Test
    void anotherRole_withoutRightsOnTheOutbox_isCaptured() throws Exception {
        database.run("CREATE ROLE clerk LOGIN; GRANT INSERT ON bill TO clerk");
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.as("clerk").getConnection()) {
            Database.run(connection, "SET search_path = pg_catalog");
            connection.setAutoCommit(false);
            Database.run(connection, "INSERT INTO public.bill VALUES (801, 7, 1)");
            ChangeSet asked = PostgresTransactionTags.inSchema("public")
                    .collect(connection, new Written(Set.of(), false, Set.of()));
            assertThat(asked.tags()).extracting(Tag::name).containsExactlyInAnyOrderElementsOf(raised("bill", "7"));
            connection.commit();
        }
        assertThat(database.outbox()).isEqualTo(raised("bill", "7"));
    }

    @Test
    void replicaSessions_areCapturedToo() throws Exception {
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect()) {
            Database.run(connection, "SET session_replication_role = replica");
            Database.run(connection, "INSERT INTO bill VALUES (901, 7, 1)");
        }
        assertThat(database.outbox()).isEqualTo(raised("bill", "7"));
    }

    @Test
    void rollback_leavesNothing_alsoToASavepoint() throws Exception {
        database.run("DELETE FROM freshet_outbox");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Database.run(connection, "INSERT INTO holiday VALUES ('2026-01-01')");
            var savepoint = connection.setSavepoint();
            Database.run(connection, "INSERT INTO bill VALUES (950, 7, 1)");
            connection.rollback(savepoint);
            connection.commit();
            Database.run(connection, "INSERT INTO bill VALUES (951, 7, 1)");
            connection.rollback();
        }
        assertThat(database.outbox()).containsExactly("table/holiday", "table/holiday@?");
    }

    private static TreeSet<String> raised(String table, String tenant) {
        return new TreeSet<>(Set.of(Tags.table(table), Tags.of(Tags.table(table), tenant)));
    }
}
