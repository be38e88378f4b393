package io.freshet.capture.jdbc;

import io.freshet.tag.Tags;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StatementTransactionTagsTests {

    private final Recorder recorder = new Recorder(StatementTransactionTags.withoutOutbox());
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        connection = new CapturedDataSource(h2, recorder, recorder).getConnection();
        Plain.run(connection, "CREATE TABLE bill (id int PRIMARY KEY, tenant_id int)");
        recorder.changes.clear();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void commit_tellsTheTablesOfTheStatements() throws SQLException {
        connection.setAutoCommit(false);
        Plain.run(connection, "INSERT INTO bill VALUES (1, 7)");
        assertThat(CapturedTransactions.isWriting()).isTrue();
        connection.commit();
        assertThat(recorder.changes.get(0).transaction().isRecorded()).isFalse();
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill?");
    }

    @Test
    void autoCommit_isTold_andRollbackIsNot() throws SQLException {
        Plain.run(connection, "UPDATE bill SET tenant_id = 8");
        assertThat(recorder.told()).containsExactly("table/bill", "table/bill?");
        connection.setAutoCommit(false);
        Plain.run(connection, "DELETE FROM bill");
        connection.rollback();
        assertThat(recorder.changes).isEmpty();
    }

    @Test
    void statementThatCannotBeRead_tellsEverything() throws SQLException {
        Plain.run(connection, "CREATE ALIAS two AS 'int two() { return 2; }'");
        Plain.run(connection, "CALL two()");
        assertThat(recorder.told()).containsExactly(Tags.ALL);
    }

    @Test
    void changedRowOfAResult_isTold_whenItIsChanged() throws SQLException {
        Plain.run(connection, "INSERT INTO bill VALUES (1, 7)");
        recorder.changes.clear();
        try (var statement = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                var rows = statement.executeQuery("SELECT id, tenant_id FROM bill")) {
            rows.next();
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(recorder.changes).isEmpty();
            rows.updateInt(2, 8);
            rows.updateRow();
            assertThat(recorder.told()).containsExactly("table/bill", "table/bill?");
            rows.deleteRow();
            assertThat(recorder.told()).containsExactly("table/bill", "table/bill?");
        }
    }

    @Test
    void touch_isTold() throws SQLException {
        connection.setAutoCommit(false);
        connection.unwrap(CapturedConnection.class).touch(List.of("tag/x"));
        connection.commit();
        assertThat(recorder.told()).containsExactly("tag/x");
    }

    /** Runs statements. */
}
