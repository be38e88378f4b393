package io.freshet.capture.postgres;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Two transactions that write to different tables, each serializable, at the same time. */
class SerializableITests {

    private Database database;

    @BeforeEach
    void install() {
        database = Database.create();
        PostgresCapture.install(database.dataSource(), Set.of("bill", "holiday"), CaptureOptions.defaults());
    }

    private Connection serializable() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        return connection;
    }

    @Test
    void whatTheyTell_makesNoneOfThemFail() throws SQLException {
        try (Connection one = serializable();
                Connection other = serializable()) {
            for (int i = 0; i < 3; i++) {
                Database.run(one, "INSERT INTO bill VALUES (" + i + ", 7, 1)");
                Database.run(other, "INSERT INTO holiday VALUES (DATE '2026-01-01' + " + i + ")");
                Database.run(one, "SELECT freshet_tell(ARRAY['tag/one', 'tag/one-" + i + "'])");
                Database.run(other, "SELECT freshet_tell(ARRAY['tag/other', 'tag/other-" + i + "'])");
            }
            one.commit();
            other.commit();
        }
        assertThat(database.outbox()).containsAll(List.of("table/bill", "table/holiday", "tag/one-2", "tag/other-2"));
    }
}
