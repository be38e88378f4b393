package io.freshet.testkit.server;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RealPostgresITests {
    @Test
    void start_commitsAreSynchronousAndDurable() throws SQLException {
        try (RealPostgres postgres = RealPostgres.start();
                Connection connection =
                        postgres.dataSource(RealPostgres.DATABASE).getConnection()) {
            assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(connection, "SHOW server_version")).startsWith("18.");
            assertThat(ask(connection, "SHOW port")).isEqualTo(Integer.toString(postgres.port()));
        }
    }

    @Test
    void start_withSettings_theyWin() throws SQLException {
        try (RealPostgres postgres =
                        RealPostgres.start(Map.of("wal_level", "logical", "max_prepared_transactions", "10"));
                Connection connection =
                        postgres.dataSource(RealPostgres.DATABASE).getConnection()) {
            assertThat(ask(connection, "SHOW wal_level")).isEqualTo("logical");
            assertThat(ask(connection, "SHOW max_prepared_transactions")).isEqualTo("10");
        }
    }

    @Test
    void createDatabase_unusualName_isReachedByItsUrl() throws SQLException {
        try (RealPostgres postgres = RealPostgres.start()) {
            postgres.createDatabase("salon-Day");
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("salon-Day"))) {
                assertThat(ask(connection, "SELECT current_database()")).isEqualTo("salon-Day");
            }
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
