package io.freshet.testkit.server;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Tag("long")
class ReplicatedPostgresITests {
    private static final String TIMELINE = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";
    private static final String IDENTIFIER = "SELECT system_identifier FROM pg_control_system()";

    @Test
    void standby_replays_lagsWhileReplayIsPaused_andBecomesPrimaryOnANewTimeline() {
        try (ReplicatedPostgres both = ReplicatedPostgres.start()) {
            RealPostgres former = both.primary();
            RealPostgres standby = both.standby();
            String timeline = former.ask(TIMELINE);
            former.ask("CREATE TABLE bill (id int PRIMARY KEY)");
            former.ask("INSERT INTO bill VALUES (1)");
            both.awaitCaughtUp();
            assertThat(count(standby)).isEqualTo("1");
            assertThatThrownBy(() -> standby.ask("INSERT INTO bill VALUES (2)"))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("read-only");

            both.pauseReplay();
            former.ask("INSERT INTO bill VALUES (2)");
            String written = former.ask("SELECT pg_current_wal_lsn()");
            Await.until(
                    "the standby to receive it",
                    () -> standby.ask("SELECT pg_last_wal_receive_lsn() >= '" + written + "'::pg_lsn")
                            .equals("t"));
            assertThat(count(standby)).isEqualTo("1");
            both.resumeReplay();
            both.awaitCaughtUp();
            assertThat(count(standby)).isEqualTo("2");

            both.killPrimary();
            assertThat(both.promote()).isSameAs(standby).isSameAs(both.primary());
            assertThat(both.standby()).isSameAs(former);
            standby.ask("INSERT INTO bill VALUES (3)");
            assertThat(count(standby)).isEqualTo("3");
            assertThat(standby.ask(TIMELINE)).isGreaterThan(timeline);
            assertThat(standby.ask("SELECT count(*) FROM pg_stat_wal_receiver")).isEqualTo("0");

            both.rebuildStandby();
            both.awaitCaughtUp();
            assertThat(both.standby()).isNotSameAs(former);
            assertThat(count(both.standby())).isEqualTo("3");
            assertThat(both.standby().ask(IDENTIFIER)).isEqualTo(standby.ask(IDENTIFIER));
        }
    }

    @Test
    void loseCommitsAndFailOver_acknowledgedCommitIsGone() {
        try (ReplicatedPostgres both = ReplicatedPostgres.start(Map.of("max_prepared_transactions", "5"))) {
            RealPostgres former = both.primary();
            former.ask("CREATE TABLE bill (id int PRIMARY KEY)");
            former.ask("INSERT INTO bill VALUES (1)");

            RealPostgres promoted = both.loseCommitsAndFailOver(() -> former.ask("INSERT INTO bill VALUES (2)"));

            assertThat(promoted.ask("SELECT max(id) FROM bill")).isEqualTo("1");
            assertThat(promoted.ask("SHOW max_prepared_transactions")).isEqualTo("5");
            former.restart();
            assertThat(former.ask("SELECT max(id) FROM bill")).isEqualTo("2");
        }
    }

    @Test
    void startSynchronous_commitWaitsForTheStandby() throws Exception {
        try (ReplicatedPostgres both =
                ReplicatedPostgres.startSynchronous(Map.of("synchronous_commit", "remote_apply"))) {
            both.primary().ask("CREATE TABLE bill (id int PRIMARY KEY)");
            assertThat(count(both.standby())).isEqualTo("0");

            both.standby().pause();
            try (Connection connection =
                    both.primary().dataSource(RealPostgres.DATABASE).getConnection()) {
                CompletableFuture<Void> insert = CompletableFuture.runAsync(() -> insert(connection));
                Await.until(
                        "the commit to wait",
                        () -> both.primary()
                                .ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                                .equals("1"));
                assertThat(insert).isNotDone();
                both.standby().resume();
                insert.get(20, TimeUnit.SECONDS);
            }
            assertThat(count(both.standby())).isEqualTo("1");
        }
    }

    private static void insert(Connection connection) {
        try {
            connection.createStatement().execute("INSERT INTO bill VALUES (1)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String count(RealPostgres server) {
        return server.ask("SELECT count(*) FROM bill");
    }
}
