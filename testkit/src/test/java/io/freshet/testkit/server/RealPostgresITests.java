package io.freshet.testkit.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class RealPostgresITests {
    private static RealPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = RealPostgres.start();
    }

    @AfterAll
    static void end() {
        postgres.close();
    }

    @Test
    void start_commitsAreSynchronousAndDurable() {
        assertThat(postgres.ask("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(postgres.ask("SHOW fsync")).isEqualTo("on");
        assertThat(postgres.ask("SHOW server_version")).startsWith("18.");
        assertThat(postgres.ask("SHOW port")).isEqualTo(Integer.toString(postgres.port()));
        assertThat(postgres.ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(postgres.ask("SHOW timezone")).isEqualTo("UTC");
    }

    @Test
    void start_withSettings_theyWin_andTheServerIsAnother_andNothingIsLeftOfIt() {
        RealPostgres other = RealPostgres.start(Map.of("wal_level", "logical", "max_prepared_transactions", "10"));
        assertThat(other.ask("SHOW wal_level")).isEqualTo("logical");
        assertThat(other.ask("SHOW max_prepared_transactions")).isEqualTo("10");
        String identifier = "SELECT system_identifier FROM pg_control_system()";
        assertThat(other.ask(identifier)).isNotEqualTo(postgres.ask(identifier));

        long pid = other.pid();
        Path data = other.dataDirectory();
        assertThat(data).exists();
        other.pause();
        other.close();
        other.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(data).doesNotExist();
    }

    @Test
    void start_unknownSetting_saysWhatPostgresSaid() {
        assertThatThrownBy(() -> RealPostgres.start(Map.of("no_such_setting", "1")))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no_such_setting");
    }

    @Test
    void createDatabase_unusualName_isReachedByItsUrl() throws SQLException {
        postgres.createDatabase("salon-Day");
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl("salon-Day"))) {
            assertThat(ask(connection, "SELECT current_database()")).isEqualTo("salon-Day");
        }
    }

    @Test
    void kill_whatWasCommittedIsThereAfterRestart() {
        long pid = postgres.pid();
        postgres.ask("CREATE TABLE bill (id int)");
        postgres.ask("INSERT INTO bill VALUES (1)");
        List<ProcessHandle> backends =
                ProcessHandle.of(pid).orElseThrow().children().toList();
        assertThat(backends).isNotEmpty();

        postgres.kill();
        assertThat(postgres.isRunning()).isFalse();
        assertThat(backends).noneMatch(backend -> backend.info().command().isPresent());
        assertThatThrownBy(() -> postgres.ask("SELECT 1")).isInstanceOf(ServerException.class);

        postgres.restart();
        assertThat(postgres.pid()).isNotEqualTo(pid);
        assertThat(postgres.ask("SELECT count(*) FROM bill")).isEqualTo("1");
    }

    @Test
    void stop_endsIt_withAClientConnected() throws SQLException {
        try (Connection connection = postgres.dataSource(RealPostgres.DATABASE).getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
            postgres.stop();
            assertThat(postgres.isRunning()).isFalse();
            postgres.restart();
            assertThat(postgres.ask("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void pause_openConnectionGetsNoAnswerUntilResume() throws SQLException {
        try (Connection connection = postgres.dataSource(RealPostgres.DATABASE).getConnection()) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
            postgres.pause();
            connection.setNetworkTimeout(Runnable::run, 300);
            assertThatThrownBy(() -> ask(connection, "SELECT 1")).hasRootCauseInstanceOf(SocketTimeoutException.class);
            postgres.resume();
            assertThat(postgres.ask("SELECT 1")).isEqualTo("1");
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
