package io.freshet.capture.postgres;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.capture.observe.Known;
import io.freshet.capture.observe.StatementObservation;
import io.freshet.capture.observe.StatementObserver;
import io.freshet.load.Observed;
import io.freshet.sql.SqlName;
import io.freshet.sql.StatementTexts;
import io.freshet.tag.Dependency;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.TableDependency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.jdbc.PgResultSet;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class PostgresReadTablesITests {

    private static final LiveShapes.View UNTOLD = new LiveShapes.View(Set.of(), Set.of());
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Set<String>> captured = new ArrayList<>();
    private final StatementObserver observer = new StatementObserver();
    private CountDownLatch mayCapture = new CountDownLatch(0);
    private Database database;
    private PostgresReadTables tables;
    private DataSource source;
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        database = Database.create();
        database.run("CREATE TABLE payment (id int, bill_id int, tenant_id int)");
        database.run(
                "CREATE VIEW bill_total AS SELECT b.id, sum(p.id) FROM bill b JOIN payment p ON p.bill_id = b.id GROUP BY b.id");
        database.run("CREATE VIEW total_of_totals AS SELECT count(*) FROM bill_total, holiday");
        database.run("CREATE MATERIALIZED VIEW frozen AS SELECT * FROM bill");
        database.run("CREATE VIEW over_frozen AS SELECT * FROM frozen");
        database.run("CREATE FUNCTION bills() RETURNS SETOF bill LANGUAGE sql STABLE AS 'SELECT * FROM bill'");
        database.run("CREATE FUNCTION doubled(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x * 2'");
        database.run("CREATE FUNCTION paid(bill) RETURNS bigint LANGUAGE sql STABLE AS"
                + " 'SELECT count(*) FROM payment WHERE bill_id = $1.id'");
        database.run("CREATE FUNCTION big(bill) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.amount > 9'");
        database.run("CREATE TABLE receipt (id int, paid boolean)");
        database.run("CREATE VIEW over_function AS SELECT * FROM bills()");
        database.run("CREATE SCHEMA billing; CREATE TABLE billing.tariff (id int)");
        database.run("CREATE TABLE visit (id int, day date) PARTITION BY RANGE (day)");
        database.run("CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
        database.run("CREATE TABLE guarded (id int); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;"
                + " CREATE POLICY p ON guarded USING (EXISTS (SELECT FROM bill))");
        database.run("CREATE TABLE \"Odd Name\" (id int)");
        tables = tables(database.dataSource(), LONG);
        source = new CapturedDataSource(
                database.dataSource(), PostgresTransactionTags.inSchema("public"), change -> {}, tables);
        PostgresCapture.install(database.dataSource(), Set.of(), CaptureOptions.defaults());
        connection = source.getConnection();
    }

    private PostgresReadTables tables(DataSource own, Duration validity) {
        return new PostgresReadTables(own, "tenant_id", names -> install(own, names), Duration.ZERO, validity);
    }

    private boolean install(DataSource own, Set<String> names) {
        try {
            mayCapture.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (captured) {
            captured.add(names);
        }
        return !PostgresCapture.install(own, names, CaptureOptions.defaults())
                .steps()
                .isEmpty();
    }

    @AfterEach
    void end() throws SQLException {
        connection.close();
        tables.close();
        assertThat(StatementObservation.current()).isNull();
    }

    @Test
    void lookingOnly_findsTheTablesBehindViews_andInstallsNothing() throws SQLException {
        PostgresViews.Behind behind = PostgresViews.tablesBehind(database.dataSource(), SqlName.of("total_of_totals"));

        assertThat(behind.tables()).containsExactlyInAnyOrder("bill", "holiday", "payment");
        assertThat(behind.isView()).isTrue();
        assertThat(PostgresViews.tablesBehind(database.dataSource(), SqlName.of("frozen"))
                        .gaps())
                .hasSize(1);
        assertThat(captured).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM bill WHERE id = 1                                                | bill
            SELECT count(*) FROM bill b JOIN bill_line l ON l.bill_id = b.id               | bill bill_line
            SELECT * FROM holiday WHERE EXISTS (SELECT 1 FROM payment)                     | holiday payment
            WITH x AS (SELECT * FROM bill) SELECT * FROM x JOIN holiday ON true            | bill holiday
            SELECT id FROM bill UNION SELECT id FROM payment                               | bill payment
            SELECT * FROM bill_total                                                       | bill payment
            SELECT * FROM total_of_totals                                                  | bill holiday payment
            SELECT * FROM public.bill                                                      | bill
            SELECT * FROM billing.tariff                                                   | billing.tariff
            SELECT * FROM "Odd Name"                                                       | odd name
            SELECT * FROM visit                                                            | visit
            SELECT * FROM visit_2026                                                       | visit_2026
            SELECT doubled(id), lower('A'), coalesce(amount, 0), now() FROM bill           | bill
            SELECT b.id, b.big, r.paid FROM bill b JOIN receipt r ON r.id = b.id           | bill receipt
            SELECT 1                                                                       |
            """)
    void whatIsRead_isWhatItDependsOn_andCaptured(String sql, String expected) {
        Set<String> names = expected == null
                ? Set.of()
                : expected.equals("odd name") ? Set.of(expected) : Set.of(expected.split(" ", -1));

        Observed observed = settled(sql);

        assertThat(observed.gaps()).isEmpty();
        assertThat(observed.dependencies(UNTOLD)).isEqualTo(dependencies(names));
        assertThat(observed.statements()).isEqualTo(1);
        assertThat(PostgresCapture.missing(database.dataSource(), names, CaptureOptions.defaults()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM frozen                              | materialized view
            SELECT * FROM over_frozen                         | materialized view
            SELECT * FROM bills()                             | calls the function "bills"
            SELECT * FROM over_function                       | calls a function
            SELECT b.id, b.paid FROM bill b                   | calls the function "paid"
            SELECT (b).paid FROM bill b                       | calls the function "paid"
            SELECT b . "paid" FROM bill b, receipt            | calls the function "paid"
            SELECT id FROM bill ORDER BY bill.paid            | calls the function "paid"
            SELECT * FROM pg_class                            | system catalog
            SELECT * FROM information_schema.tables           | system catalog
            SELECT * FROM guarded                             | row security
            SELECT query_to_xml('SELECT 1', true, true, '')   | query_to_xml
            SELECT * FROM bill; SELECT * FROM payment         | several statements
            DELETE FROM holiday                               | may write
            """)
    void whatCannotBeTold_isAGap(String sql, String why) {
        assertThat(settled(sql).gaps()).anyMatch(gap -> gap.contains(why));
    }

    private static Set<Dependency> dependencies(Set<String> names) {
        return names.stream().map(TableDependency::new).collect(Collectors.toSet());
    }

    /** What is seen once everything that is named has been learned. */
    private Observed settled(String sql) {
        until(() -> !observed(sql).isPending());
        return observed(sql);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited long enough").isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }

    private Observed observed(String sql) {
        try (StatementObservation load = observer.begin("")) {
            Database.run(connection, sql);
            return load.observed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void functionsOfExtensionsThatCompute_areNoGaps() {
        assumeTrue(database.ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'unaccent'")
                .equals("1"));
        database.run("CREATE EXTENSION unaccent");
        database.run("CREATE VIEW plain AS SELECT unaccent(day::text) FROM holiday");
        assertThat(settled("SELECT unaccent(day::text) FROM holiday").gaps()).isEmpty();
        assertThat(settled("SELECT * FROM plain").dependencies(UNTOLD)).isEqualTo(dependencies(Set.of("holiday")));
    }

    @Test
    void aTable_isPendingUntilItsTriggersAreThere_andForLoadsThatBeganBefore() throws Exception {
        mayCapture = new CountDownLatch(1);
        try (StatementObservation load = observer.begin("")) {
            Database.run(connection, "SELECT * FROM bill");
            assertThat(load.observed().isPending()).isTrue();
            assertThat(PostgresCapture.missing(database.dataSource(), Set.of("bill"), CaptureOptions.defaults()))
                    .isNotEmpty();
            mayCapture.countDown();
            until(() -> tables.table(SqlName.of("bill")) instanceof Known.Tables);
        }
        assertThat(observed("SELECT * FROM bill").isPending()).isFalse();
    }

    @Test
    void aLoadThatBeganBeforeTheTriggersWereThere_countsAsPending_thoughItReadsLater() throws SQLException {
        try (StatementObservation load = observer.begin("")) {
            tables.table(SqlName.of("bill"));
            until(() -> tables.table(SqlName.of("bill")) instanceof Known.Tables);
            Database.run(connection, "SELECT * FROM bill");
            assertThat(load.observed().isPending()).isTrue();
        }
    }

    @Test
    void whereReplicasAreRead_aTableCountsOnlyWhenTheyShowThatItsTriggersAreThere() {
        PostgresReadTables late = new PostgresReadTables(
                database.dataSource(), "tenant_id", names -> install(database.dataSource(), names), LONG, LONG);
        try (late) {
            until(() -> late.table(SqlName.of("bill")) instanceof Known.Tables);
            try (StatementObservation load = observer.begin("")) {
                load.executes(new StatementTexts().read("SELECT * FROM bill"), late, name -> true, index -> null);
                assertThat(load.observed().isPending()).isTrue();
            }
        }
    }

    @Test
    void aTriggerThatWasDropped_isPutBack_andLoadsFromBeforeDoNotCount() {
        PostgresReadTables often = tables(database.dataSource(), Duration.ofMillis(50));
        try (often) {
            until(() -> often.table(SqlName.of("holiday")) instanceof Known.Tables);
            Known before = often.table(SqlName.of("holiday"));
            database.run("DROP TRIGGER freshet_told_insert ON holiday");
            until(() -> !often.table(SqlName.of("holiday")).equals(before));
            assertThat(PostgresCapture.missing(database.dataSource(), Set.of("holiday"), CaptureOptions.defaults()))
                    .isEmpty();
        }
    }

    @Test
    void withoutTheRight_itIsAGap_andTriedAgain() {
        database.run("DROP ROLE IF EXISTS reader");
        database.run("CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        PostgresReadTables reader = tables(database.as("reader"), Duration.ofMillis(50));
        try (reader) {
            until(() -> reader.table(SqlName.of("bill")) instanceof Known.Gap);
            PostgresCapture.install(
                    database.dataSource(),
                    Set.of("bill"),
                    CaptureOptions.defaults().withApplicationRoles(Set.of("reader")));
            until(() -> reader.table(SqlName.of("bill")) instanceof Known.Tables);
        } finally {
            database.run("DROP OWNED BY reader; DROP ROLE reader");
        }
    }

    @Test
    void aViewThatWasReplaced_isNoticed() {
        PostgresReadTables often = tables(database.dataSource(), Duration.ofMillis(50));
        try (often) {
            until(() -> isTables(often, "payment", "bill"));
            database.run("CREATE OR REPLACE VIEW bill_total AS SELECT id, 1::bigint AS sum FROM bill_line");
            until(() -> isTables(often, "bill_line"));
        }
    }

    private static boolean isTables(PostgresReadTables tables, String... names) {
        return tables.table(SqlName.of("bill_total")) instanceof Known.Tables known
                && known.tables().equals(new HashSet<>(List.of(names)));
    }

    @Test
    void boundValuesOfPins_areSeen_andThoseOfOneTenantBelongToIt() throws SQLException {
        settled("SELECT * FROM bill");
        try (StatementObservation load = observer.begin("7");
                PreparedStatement bills =
                        connection.prepareStatement("SELECT * FROM bill WHERE id > ? AND tenant_id = ?")) {
            bills.setInt(1, 5);
            bills.setInt(2, 7);
            run(bills);
            assertThat(load.observed().ofTenant(UNTOLD)).isEqualTo(dependencies(Set.of("bill")));
            assertThat(load.observed().dependencies(UNTOLD)).isEmpty();

            bills.setInt(2, 8);
            run(bills);
            assertThat(load.observed().dependencies(UNTOLD))
                    .as("another tenant's rows")
                    .isEqualTo(dependencies(Set.of("bill")));
        }
    }

    @Test
    void valuesThatWereBoundOutsideOfTheLoad_areNotKnown() throws SQLException {
        settled("SELECT * FROM bill");
        try (PreparedStatement bills = connection.prepareStatement("SELECT * FROM bill WHERE tenant_id = ?")) {
            try (StatementObservation load = observer.begin("7")) {
                bills.setInt(1, 7);
                assertThat(load.observed().statements()).isZero();
            }
            bills.setInt(1, 8);
            try (StatementObservation load = observer.begin("7")) {
                run(bills);
                assertThat(load.observed().ofTenant(UNTOLD)).isEmpty();
                assertThat(load.observed().dependencies(UNTOLD)).isEqualTo(dependencies(Set.of("bill")));
            }
        }
    }

    private static void run(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    @Test
    void anInnerLoad_hidesItsStatements() throws SQLException {
        settled("SELECT * FROM bill");
        try (StatementObservation load = observer.begin("")) {
            assertThat(observed("SELECT * FROM bill").dependencies(UNTOLD)).hasSize(1);
            assertThat(load.observed()).isEqualTo(Observed.NOTHING);
        }
    }

    @Test
    void onceASearchPathHasMoved_namesNeedTheirSchema() {
        settled("SELECT * FROM bill");
        settled("SELECT * FROM public.bill");
        assertThat(observed("SET search_path = billing, public").gaps()).isEmpty();

        assertThat(observed("SELECT * FROM bill").gaps()).anyMatch(gap -> gap.contains("search path"));
        assertThat(observed("SELECT * FROM public.bill").gaps()).isEmpty();
    }

    @Test
    void aTemporaryTable_hidesAnotherOfItsName() {
        Stream.of("CREATE TEMP TABLE holiday (day date)", "SET application_name = 'x'")
                .forEach(this::observed);

        assertThat(observed("SELECT * FROM holiday").gaps()).isNotEmpty();
        assertThat(settled("SELECT * FROM bill").gaps()).isEmpty();
    }

    @Test
    void whatAResultLeadsTo_isSeen() throws SQLException {
        settled("SELECT * FROM bill");
        settled("SELECT * FROM holiday");
        try (StatementObservation load = observer.begin("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM bill")) {
            assertThat(rows.getStatement()).isSameAs(statement);
            try (Statement other = rows.getStatement().getConnection().createStatement()) {
                other.execute("SELECT * FROM holiday");
            }
            assertThat(load.observed().dependencies(UNTOLD)).isEqualTo(dependencies(Set.of("bill", "holiday")));
            assertThat(load.observed().gaps()).isEmpty();
            rows.unwrap(PgResultSet.class);
            assertThat(load.observed().gaps()).isNotEmpty();
        }
    }

    @Test
    void theDriversOwnConnection_isAGap() throws SQLException {
        try (StatementObservation load = observer.begin("")) {
            connection.unwrap(org.postgresql.PGConnection.class);
            assertThat(load.observed().gaps()).isNotEmpty();
        }
    }
}
