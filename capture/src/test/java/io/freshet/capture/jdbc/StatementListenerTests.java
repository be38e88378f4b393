package io.freshet.capture.jdbc;

import io.freshet.capture.observe.ReadTables;
import io.freshet.change.ChangeSet;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StatementListenerTests {

    private final Recorder recorder = new Recorder(StatementTransactionTags.withoutOutbox());
    private final List<String> heard = new ArrayList<>();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        connection =
                new CapturedDataSource(h2, recorder, recorder, ReadTables.undecided(), new Listening()).getConnection();
        run("CREATE TABLE bill (id int PRIMARY KEY, tenant_id int)");
        heard.clear();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void readsAreHeardAsTheyAre_andWritesWithTheirCommit() throws SQLException {
        run("SELECT * FROM bill");
        run("INSERT INTO bill VALUES (1, 7)");
        connection.setAutoCommit(false);
        run("UPDATE bill SET tenant_id = 8");
        run("UPDATE bill SET tenant_id = 8");
        run("DELETE FROM bill");
        connection.commit();
        assertThat(heard)
                .containsExactly(
                        "SELECT * FROM bill",
                        "committed [INSERT INTO bill VALUES (1, 7)] effective",
                        "committed [UPDATE bill SET tenant_id = 8, DELETE FROM bill] effective");
    }

    @Test
    void rollback_isHeard_ofWhatWroteOnly() throws SQLException {
        connection.setAutoCommit(false);
        run("DELETE FROM bill");
        connection.rollback();
        connection.rollback();
        assertThat(heard).containsExactly("rolled back [DELETE FROM bill]");
        assertThat(recorder.told()).isEmpty();
    }

    @Test
    void batch_isHeardOnce() throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bill VALUES (?, 7)")) {
            for (int id = 1; id < 4; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
        assertThat(heard).containsExactly("committed [INSERT INTO bill VALUES (?, 7)] effective");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private final class Listening implements StatementListener {

        @Override
        public void reads(String sql) {
            heard.add(sql);
        }

        @Override
        public void committed(List<String> statements, ChangeSet change, Runnable makeEffective) {
            int before = recorder.changes.size();
            makeEffective.run();
            heard.add("committed " + statements + (recorder.changes.size() > before ? " effective" : ""));
        }

        @Override
        public void rolledBack(List<String> statements) {
            heard.add("rolled back " + statements);
        }
    }
}
