package io.freshet.capture.check;

import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.Database;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.tag.Shapes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is found in a real database, after somebody has spoilt it. */
class DatabaseChecksITests {

    private static final CaptureOptions OPTIONS = CaptureOptions.defaults();
    private static final Shapes SHAPES = Shapes.ofTables(Set.of("bill", "holiday"));
    private static final Duration LONG_TRANSACTION = Duration.ofMillis(300);

    private final ScheduledThreadPoolExecutor relay = new ScheduledThreadPoolExecutor(1);
    private Database database;

    @BeforeEach
    void install() {
        database = Database.create();
        PostgresCapture.install(database.dataSource(), SHAPES, OPTIONS);
    }

    @AfterEach
    void end() {
        relay.shutdownNow();
    }

    /** Begins cycles, as a relay does. */
    private void relays() {
        var unused = relay.scheduleWithFixedDelay(
                () -> database.ask("SELECT nextval('freshet_cycle')"), 0, 20, TimeUnit.MILLISECONDS);
    }

    private List<Finding> all() {
        return DatabaseChecks.ofTriggers(
                        database.dataSource()::getConnection, "public", () -> SHAPES, OPTIONS, LONG_TRANSACTION)
                .look();
    }

    private Finding found(DatabaseTopic topic) {
        return found(topic, all());
    }

    private static Finding found(DatabaseTopic topic, List<Finding> findings) {
        List<Finding> some = findings.stream()
                .filter(finding -> finding.id().equals(topic.id()))
                .toList();
        assertThat(some).hasSize(1);
        return some.get(0);
    }

    @Test
    void aFreshInstallation_isFine_ifARelayWorks() {
        relays();
        DatabaseChecks checks =
                DatabaseChecks.ofTriggers(database.dataSource()::getConnection, "public", () -> SHAPES, OPTIONS);
        await().untilAsserted(() -> assertThat(checks.look())
                .filteredOn(finding -> finding.severity() != Severity.OK)
                .filteredOn(finding -> !finding.id().equals(DatabaseTopic.SERVER.id())) // busy machines are slow
                .isEmpty());
        assertThat(checks.look())
                .extracting(Finding::id)
                .containsExactly(
                        "database-server",
                        "database-outbox",
                        "database-triggers",
                        "database-outbox-size",
                        "database-relay",
                        "database-transactions",
                        "database-clock");
        assertThat(found(DatabaseTopic.TRIGGERS).found()).contains("[bill, holiday]", "2 shapes");
    }

    @Test
    void withoutARelay_thatIsAProblem() {
        assertThat(found(DatabaseTopic.RELAY).severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void triggersThatWereDroppedOrDisabled_areNamed_andSoIsATableThatIsGone() {
        relays();
        database.run("DROP TRIGGER freshet_told_update ON bill");
        assertThat(found(DatabaseTopic.TRIGGERS))
                .returns(Severity.PROBLEM, Finding::severity)
                .satisfies(finding -> assertThat(finding.found())
                        .contains("create triggers on table \"public\".\"bill\"")
                        .doesNotContain("holiday"));
        PostgresCapture.install(database.dataSource(), SHAPES, OPTIONS);
        database.run("ALTER TABLE holiday DISABLE TRIGGER ALL");
        assertThat(found(DatabaseTopic.TRIGGERS).found()).contains("holiday", "disabled");
        database.run("DROP TABLE holiday");
        assertThat(found(DatabaseTopic.TRIGGERS))
                .returns(Severity.PROBLEM, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("holiday"));
        assertThat(found(DatabaseTopic.OUTBOX).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void anOutboxThatIsNotWhole_isAProblem_ofItsOwn() {
        relays();
        database.run("DROP INDEX freshet_outbox_xid_tag");
        assertThat(found(DatabaseTopic.OUTBOX))
                .returns(Severity.PROBLEM, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("without freshet_outbox_xid_tag"));
        assertThat(found(DatabaseTopic.TRIGGERS).severity()).isEqualTo(Severity.OK);
        database.run(
                "COMMENT ON FUNCTION freshet_collect(text[]) IS 'freshet 3 abc'; DROP TABLE freshet_outbox CASCADE");
        assertThat(found(DatabaseTopic.OUTBOX).severity()).isEqualTo(Severity.PROBLEM);
        assertThat(found(DatabaseTopic.OUTBOX_SIZE).found()).startsWith("Could not be checked, because");
    }

    @Test
    void anOutboxThatGrows_isAWarning_byItsAgeAndByItsSize() {
        relays();
        database.run("INSERT INTO freshet_outbox (tag, at) SELECT 'table/bill' || n, now() - interval '21 minutes'"
                + " FROM generate_series(1, 1000) n");
        assertThat(found(DatabaseTopic.OUTBOX_SIZE))
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding ->
                        assertThat(finding.found()).contains("1000 rows").containsPattern("oldest 12[6-9]\\d s old"));
        Duration retention = Duration.ofMinutes(15);
        assertThat(OutboxQuestions.size(10, Duration.ofMinutes(19), 1_000, retention)
                        .severity())
                .isEqualTo(Severity.OK);
        assertThat(OutboxQuestions.size(1_000_001, Duration.ZERO, 1_000, retention))
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("More than 1000000 rows"));
        assertThat(OutboxQuestions.size(10, Duration.ZERO, 2L << 30, retention).found())
                .contains("2.0 GB");
    }

    @Test
    void transactionsThatDoNotEnd_areNamed_writersFirst_withoutWhatTheyRun() throws SQLException {
        relays();
        try (Connection reader = database.dataSource().getConnection();
                Connection writer = database.dataSource().getConnection()) {
            reader.setAutoCommit(false);
            Database.run(reader, "SET application_name = 'report'");
            Database.ask(reader, "SELECT count(*) FROM bill");
            await().until(() -> found(DatabaseTopic.TRANSACTIONS).severity() == Severity.NOTE);
            writer.setAutoCommit(false);
            Database.run(writer, "SET application_name = 'forgotten'; INSERT INTO bill VALUES (1, 2, 424242)");
            await().until(() -> found(DatabaseTopic.TRANSACTIONS).severity() == Severity.WARNING);
            assertThat(found(DatabaseTopic.TRANSACTIONS).found())
                    .contains("'forgotten'", "idle in transaction", "pid ")
                    .doesNotContain("424242", "report");
            writer.rollback();
            reader.rollback();
        }
        await().until(() -> found(DatabaseTopic.TRANSACTIONS).severity() == Severity.OK);
    }

    @Test
    void whatTheRoleMayNotAsk_isUnknown_andADatabaseThatIsAwayIsSaidToBe() {
        database.run("DROP ROLE IF EXISTS doctor_guest");
        database.run("CREATE ROLE doctor_guest LOGIN");
        try (Connection owner = database.dataSource().getConnection()) {
            List<Finding> findings = DatabaseChecks.ofTriggers(
                            () -> database.dataSource().getConnection("doctor_guest", ""),
                            "public",
                            () -> SHAPES,
                            OPTIONS,
                            LONG_TRANSACTION)
                    .look();
            assertThat(owner.isValid(20)).isTrue();
            for (DatabaseTopic topic :
                    List.of(DatabaseTopic.OUTBOX_SIZE, DatabaseTopic.RELAY, DatabaseTopic.TRANSACTIONS)) {
                assertThat(found(topic, findings))
                        .returns(Severity.NOTE, Finding::severity)
                        .satisfies(finding -> assertThat(finding.found()).startsWith("Unknown, because"));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        } finally {
            database.run("DROP ROLE doctor_guest");
        }
        assertThat(DatabaseChecks.ofStatements(
                                () -> {
                                    throw new SQLException("it is gone");
                                },
                                "public",
                                OPTIONS)
                        .look())
                .hasSize(6)
                .allMatch(finding -> finding.severity() == Severity.WARNING)
                .allMatch(finding -> finding.found().contains("it is gone"));
    }

    @Test
    void clocks_thatAreApart() {
        Duration give = Duration.ofMillis(1);
        assertThat(ServerQuestions.clock(Duration.ofMillis(-499), give).severity())
                .isEqualTo(Severity.OK);
        assertThat(ServerQuestions.clock(Duration.ofMillis(600), give).severity())
                .isEqualTo(Severity.NOTE);
        assertThat(ServerQuestions.clock(Duration.ofSeconds(-6), give))
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("6000 ms behind"));
    }
}
