package io.freshet.capture.jdbc;

import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.Database;
import io.freshet.capture.postgres.PostgresCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgStatement;

import javax.sql.DataSource;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CapturedDataSourceITests {

    private final Recorder recorder = new Recorder(PostgresTransactionTags.inSchema("public"));
    private Database database;
    private DataSource source;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        database = Database.create();
        PostgresCapture.install(
                database.dataSource(), Set.of("bill", "bill_line", "holiday"), CaptureOptions.defaults());
        source = new CapturedDataSource(database.dataSource(), recorder, recorder);
        connection = source.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        assertThat(CapturedTransactions.isWriting()).isFalse();
    }

    @Test
    void commit_tellsAfterTheWriteIsVisibleToOthers() throws SQLException {
        List<String> visible = new ArrayList<>();
        recorder.onChange = () -> visible.add(database.ask("SELECT count(*) FROM bill"));
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        assertThat(recorder.changes).isEmpty();
        assertThat(CapturedTransactions.isWriting()).isTrue();
        connection.commit();
        assertThat(visible).containsExactly("1");
        assertThat(recorder.changes.get(0).transaction().rows()).isEqualTo(1);
        assertThat(recorder.changes.get(0).transaction().toString())
                .isEqualTo(database.ask("SELECT xid::text || ':1' FROM freshet_outbox"));
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7");
        assertThat(CapturedTransactions.isWriting()).isFalse();
    }

    @Test
    void eachTransactionOfAConnection_isSeenToWrite_onEachThreadThatWritesInIt() throws Exception {
        connection.setAutoCommit(false);
        for (int i = 1; i <= 3; i++) {
            Database.run(connection, "INSERT INTO bill VALUES (" + i + ", 7, 1)");
            assertThat(CapturedTransactions.isWriting()).as("transaction " + i).isTrue();
            if (i < 3) {
                connection.commit();
            }
            assertThat(CapturedTransactions.isWriting()).isEqualTo(i == 3);
        }
        boolean elsewhere = CompletableFuture.supplyAsync(() -> {
                    try {
                        Database.run(connection, "DELETE FROM bill WHERE id = 3");
                        return CapturedTransactions.isWriting();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get(30, TimeUnit.SECONDS);
        assertThat(elsewhere).as("on another thread").isTrue();
        connection.rollback();
    }

    @Test
    void reading_costsNoRoundTripAndNoTransactionId() throws SQLException {
        connection.setAutoCommit(false);
        Database.ask(connection, "SELECT count(*) FROM bill");
        assertThat(Database.ask(connection, "SELECT pg_current_xact_id_if_assigned()"))
                .isEqualTo("null");
        CapturedConnection captured = connection.unwrap(CapturedConnection.class);
        assertThat(captured.isWriting()).isFalse();
        assertThat(captured.statements()).isEqualTo(2);
        connection.commit();
        connection.setAutoCommit(true);
        Database.ask(connection, "SELECT 1");
        assertThat(recorder.collects).isZero();
        assertThat(recorder.changes).isEmpty();
    }

    @Test
    void rollback_andClose_tellNothing() throws SQLException {
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        connection.rollback();
        connection.commit();
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        connection.close();
        assertThat(recorder.changes).isEmpty();
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("0");
    }

    @Test
    void rollbackToASavepoint_keepsTheRest() throws SQLException {
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO holiday VALUES ('2026-01-01')");
        var savepoint = connection.setSavepoint();
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        connection.rollback(savepoint);
        connection.commit();
        assertThat(recorder.told()).containsExactly("table/holiday", "table/holiday@?");
    }

    @Test
    void autoCommit_writesGetATransactionOfTheirOwn() throws SQLException {
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThatThrownBy(() -> Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("bill_pkey");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(recorder.changes).isEmpty();
        Database.run(connection, "VACUUM bill");
        assertThat(recorder.collects).isEqualTo(1);
    }

    @Test
    void autoCommit_answersAreReadWholeThoughAFetchSizeIsSet() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO bill SELECT i, 7, 0 FROM generate_series(1, 10) i RETURNING id")) {
            insert.setFetchSize(2);
            int rows = 0;
            try (ResultSet ids = insert.executeQuery()) {
                while (ids.next()) {
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(10);
            assertThat(insert.getFetchSize()).isEqualTo(2);
        }
    }

    @Test
    void batches_areTold() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bill VALUES (?, ?, 0)");
                Statement plain = connection.createStatement()) {
            for (int i = 1; i <= 3; i++) {
                insert.setInt(1, i);
                insert.setInt(2, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(3);
            assertThat(recorder.told()).containsExactly("table/bill", "table/bill@1", "table/bill@2", "table/bill@3");
            plain.addBatch("DELETE FROM bill WHERE id = 1");
            plain.addBatch("INSERT INTO holiday VALUES ('2026-01-01')");
            plain.executeBatch();
            assertThat(recorder.told()).contains("table/bill@1", "table/holiday");
        }
    }

    @Test
    void batchThatFails_isRolledBackAndTellsNothing_asWithoutCapture() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bill VALUES (?, 7, 0)")) {
            for (int id : new int[] {1, 1, 2}) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            assertThatThrownBy(insert::executeBatch).isInstanceOf(BatchUpdateException.class);
        }
        assertThat(recorder.told()).isEmpty();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(Database.ask(connection, "SELECT count(*) FROM bill")).isEqualTo("0");
    }

    @Test
    void whatTheDriversOwnStatementWrites_isAskedForBeforeTheCommit() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.unwrap(PgStatement.class).execute("INSERT INTO bill VALUES (2, 8, 0)");
        }
        connection.commit();
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@8");
    }

    @Test
    void whatMetadataLeadsTo_isCaptured() throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        assertThat(data.getConnection()).isSameAs(connection);
        assertThat(data.unwrap(DatabaseMetaData.class)).isSameAs(data);
        Database.run(data.getConnection(), "INSERT INTO bill VALUES (1, 7, 0)");
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7");
    }

    @Test
    void setAutoCommit_andCommitAsText_commitLikeCommit() throws SQLException {
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        connection.setAutoCommit(true);
        assertThat(recorder.told()).contains("table/bill@7");
        Database.run(connection, "BEGIN");
        Database.run(connection, "INSERT INTO bill VALUES (2, 8, 1)");
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("1");
        Database.run(connection, "COMMIT");
        assertThat(recorder.told()).contains("table/bill@8");
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("2");
    }

    @Test
    void touch_addsTagsToTheTransactionAndTheOutbox() throws SQLException {
        connection.setAutoCommit(false);
        CapturedConnection captured = connection.unwrap(CapturedConnection.class);
        captured.touch(List.of("tag/price-list", "cache/x"));
        assertThat(captured.isWriting()).isTrue();
        connection.commit();
        assertThat(recorder.told()).containsExactly("cache/x", "tag/price-list");
        assertThat(database.ask("SELECT count(*) FROM freshet_outbox")).isEqualTo("2");
    }

    @Test
    void collectThatFails_rollsBackAndSaysSo() throws SQLException {
        database.run("DROP FUNCTION freshet_kept()");
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        assertThatThrownBy(() -> connection.commit())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Freshet could not collect");
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("0");
        connection.setAutoCommit(true);
        assertThat(recorder.changes).isEmpty();
    }

    @Test
    void constraintThatFailsAtTheCommit_isThrownAsItIs_andTheConnectionGoesOn() throws SQLException {
        database.run("ALTER TABLE bill_line ALTER CONSTRAINT bill_line_bill_id_fkey DEFERRABLE INITIALLY DEFERRED");
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill_line VALUES (1, 99, 7)");
        assertThatThrownBy(() -> connection.commit())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23503"))
                .hasMessageNotContaining("Freshet");
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(recorder.changes).isEmpty();
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("0");
        connection.commit();
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7");
        connection.setAutoCommit(true);
        assertThatThrownBy(() -> Database.run(connection, "INSERT INTO bill_line VALUES (1, 99, 7)"))
                .hasMessageContaining("bill_line_bill_id_fkey");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(database.ask("SELECT count(*) FROM bill_line")).isEqualTo("0");
    }

    @Test
    void commit_travelsWithTheCollect_onlyWhereTransactionsAreKnownToBeLocal() throws SQLException {
        Written nothing = new Written(Set.of(), false, Set.of());
        PostgresTransactionTags tags = PostgresTransactionTags.inSchema("public");
        try (Connection plain = database.dataSource().getConnection()) {
            plain.setAutoCommit(false);
            Connection wrapped =
                    Proxies.of(Connection.class, (proxy, method, args) -> Proxies.call(plain, method, args));
            Database.run(plain, "INSERT INTO bill VALUES (1, 7, 1)");
            assertThat(tags.collectBeforeCommit(wrapped, nothing).tags()).hasSize(2);
            assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("0");
            assertThat(tags.collectBeforeCommit(plain, nothing).tags()).hasSize(2);
            assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("1");
            plain.rollback();
            Database.run(plain, "INSERT INTO bill VALUES (2, 7, 1)");
            plain.rollback();
        }
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("1");
    }

    @Test
    void invalidationByHand_inATransactionThatMayOnlyRead_isKeptByItself() throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        Database.ask(connection, "SELECT count(*) FROM bill");
        connection.unwrap(CapturedConnection.class).touch(List.of("tag/price-list"));
        connection.commit();
        assertThat(recorder.made).isEqualTo(1);
        assertThat(recorder.changes.get(0).transaction().isRecorded()).isFalse();
        assertThat(recorder.told()).containsExactly("tag/price-list");
        connection.setReadOnly(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        Database.run(connection, "SET TRANSACTION READ ONLY");
        connection.unwrap(CapturedConnection.class).touch(List.of("tag/price-list"));
        connection.commit();
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7", "tag/price-list");
        connection.unwrap(CapturedConnection.class).touch(List.of("tag/price-list"));
        connection.commit();
        assertThat(recorder.made).isEqualTo(2);
    }

    @Test
    void moreTagsByHandThanAnybodyCounts_touchEverything() throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i <= TransactionLog.MOST_TOUCHED; i++) {
            connection.unwrap(CapturedConnection.class).touch(List.of("tag/" + i));
        }
        connection.commit();
        assertThat(recorder.told()).containsExactly("*");
    }

    @Test
    void procedureThatCommits_runsAsBefore() throws SQLException {
        database.run(
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO bill VALUES (1, 7, 1); COMMIT; END $$");
        Database.run(connection, "CALL p()");
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("1");
    }

    @Test
    void bodyOfCodeThatCommits_runsAsBefore() throws SQLException {
        Database.run(connection, "DO $$ BEGIN INSERT INTO bill VALUES (1, 7, 1); COMMIT; END $$");
        assertThat(database.ask("SELECT count(*) FROM bill")).isEqualTo("1");
    }

    @Test
    void statementsOfAFailedTransaction_surfaceAtCommit() throws SQLException {
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        assertThatThrownBy(() -> Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connection.commit())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
        assertThat(recorder.changes).isEmpty();
    }

    @Test
    void wrappers_answerForWhatTheyWrap() throws SQLException {
        assertThat(source.isWrapperFor(PGSimpleDataSource.class)).isTrue();
        assertThat(source.unwrap(PGSimpleDataSource.class)).isNotNull();
        assertThat(connection).isEqualTo(connection).isNotEqualTo(source).hasSameHashCodeAs(connection);
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
        }
        assertThat(connection.isWrapperFor(CapturedConnection.class)).isTrue();
        assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
        assertThat(connection.unwrap(PGConnection.class)).isNotNull();
        assertThat(CapturedTransactions.isWriting())
                .as("who has the driver's connection may write")
                .isTrue();
    }

    @Test
    void settingsThatAreReset_loseNothingThatWasWrittenBefore() throws SQLException {
        connection.setAutoCommit(false);
        Database.run(connection, "INSERT INTO bill VALUES (1, 7, 1)");
        Database.run(connection, "RESET ALL");
        Database.run(connection, "INSERT INTO bill VALUES (2, 8, 1)");
        connection.commit();
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7", "table/bill@8");
        recorder.changes.clear();
        Database.run(connection, "INSERT INTO bill VALUES (3, 7, 1); RESET freshet.tags_public");
        connection.commit();
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill@7");
    }

    @Test
    void statementTags_intoTheOutbox_areKeptThere() throws SQLException {
        PostgresCapture.remove(database.dataSource(), CaptureOptions.defaults());
        PostgresCapture.install(database.dataSource(), Set.of(), CaptureOptions.defaults());
        Recorder statements = new Recorder(StatementTransactionTags.intoOutbox("public"));
        try (Connection other = new CapturedDataSource(database.dataSource(), statements, statements).getConnection()) {
            Database.run(other, "INSERT INTO public.bill VALUES (1, 7, 1)");
        }
        assertThat(statements.changes.get(0).transaction().isRecorded()).isTrue();
        assertThat(statements.told())
                .containsExactly("table/bill", "table/bill?", "table/public.bill", "table/public.bill?");
        assertThat(database.ask("SELECT count(*) FROM freshet_outbox")).isEqualTo("4");
    }
}
