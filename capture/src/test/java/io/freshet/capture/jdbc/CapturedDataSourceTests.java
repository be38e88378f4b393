package io.freshet.capture.jdbc;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import javax.sql.DataSource;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** With a database that goes on where PostgreSQL does not. */
class CapturedDataSourceTests {

    private final Recorder recorder = new Recorder(StatementTransactionTags.withoutOutbox());
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        connection = new CapturedDataSource(h2, recorder, recorder).getConnection();
        run("CREATE TABLE bill (id int PRIMARY KEY)");
        recorder.told();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int bills() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM bill")) {
            row.next();
            return row.getInt(1);
        }
    }

    private BatchUpdateException batchOf(int... ids) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bill VALUES (?)")) {
            for (int id : ids) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            return catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
        }
    }

    @Test
    void batchOfWhichSomeFail_keepsAndTellsTheOthers() throws SQLException {
        assertThat(batchOf(1, 1, 2).getUpdateCounts()).containsExactly(1, Statement.EXECUTE_FAILED, 1);
        assertThat(recorder.told()).contains("table/bill");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(bills()).isEqualTo(2);
    }

    @Test
    void batchThatFailsWithoutSayingHowFar_isRolledBack_andFailsAsItDid() throws SQLException {
        Connection plain = connection;
        DataSource silent = Proxies.of(DataSource.class, (proxy, method, args) -> withSilentBatches(plain));
        connection = new CapturedDataSource(silent, recorder, recorder).getConnection();
        assertThat(batchOf(1, 2).getLargeUpdateCounts()).isNull();
        assertThat(recorder.told()).isEmpty();
    }

    private static Connection withSilentBatches(Connection connection) {
        return Proxies.of(Connection.class, (proxy, method, args) -> {
            Object answer = Proxies.call(connection, method, args);
            return answer instanceof PreparedStatement statement ? silent(statement) : answer;
        });
    }

    private static PreparedStatement silent(PreparedStatement statement) {
        return Proxies.of(PreparedStatement.class, (proxy, method, args) -> {
            if (method.getName().equals("executeBatch")) {
                throw new BatchUpdateException(new SQLException("lost"));
            }
            return Proxies.call(statement, method, args);
        });
    }

    /** One that is lazy takes the driver's own when it is first asked for something. */
    @Test
    void connection_isAskedForNothing_beforeItIsUsed() throws SQLException {
        List<String> asked = new ArrayList<>();
        Connection lazy = Proxies.of(Connection.class, (proxy, method, args) -> {
            asked.add(method.getName());
            return null;
        });
        DataSource source = Proxies.of(DataSource.class, (proxy, method, args) -> lazy);

        Connection captured = new CapturedDataSource(source, recorder, recorder).getConnection();

        assertThat(asked).isEmpty();
        assertThat(captured).isNotSameAs(lazy);
        DataSource again = Proxies.of(DataSource.class, (proxy, method, args) -> captured);
        assertThat(new CapturedDataSource(again, recorder, recorder).getConnection())
                .as("captured once")
                .isSameAs(captured);
    }

    @Test
    void batchOfWhichAllFail_tellsNothing() throws SQLException {
        run("INSERT INTO bill VALUES (1)");
        recorder.told();
        assertThat(batchOf(1, 1).getUpdateCounts()).containsOnly(Statement.EXECUTE_FAILED);
        assertThat(recorder.told()).isEmpty();
        assertThat(bills()).isEqualTo(1);
    }
}
