package io.freshet.capture.postgres;

import io.freshet.read.Replica.Scope;
import io.freshet.relay.Outbox.Batch;
import io.freshet.relay.OutboxException;
import io.freshet.tag.Tag;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.ReplicatedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Failovers of a real PostgreSQL. */
@org.junit.jupiter.api.Tag("long")
class FailoverITests {

    private static ReplicatedPostgres servers;

    private PostgresOutbox outbox;
    private boolean hasStandby = true;

    @BeforeAll
    static void start() throws SQLException {
        servers = ReplicatedPostgres.start(Map.of("max_prepared_transactions", "5", "fsync", "off"));
        run("CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount int)");
        PostgresCapture.install(primary(), Set.of("bill"), CaptureOptions.defaults());
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        run("DELETE FROM bill");
        outbox = PostgresOutbox.of(() -> primary().getConnection(), "public", OutboxSettings.defaults());
    }

    @AfterEach
    void close() {
        outbox.close();
        if (!hasStandby) {
            servers.rebuildStandby();
        }
    }

    private void failOver() {
        servers.awaitCaughtUp();
        servers.killPrimary();
        promote();
    }

    private void promote() {
        hasStandby = false;
        servers.promote();
    }

    private static DataSource primary() {
        return servers.primary().dataSource(RealPostgres.DATABASE);
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = primary().getConnection()) {
            Database.run(connection, sql);
        }
    }

    @Test
    void promotion_endsAllThatWasKnown() throws SQLException {
        run("INSERT INTO bill VALUES (1, 7, 1)");
        String identity = outbox.systemIdentity();
        String before = outbox.read("").snapshot();
        long lineage = outbox.nextLineage(0);
        failOver();
        assertThatThrownBy(() -> outbox.read(before))
                .as("the connection is broken")
                .isInstanceOf(OutboxException.class);
        assertThat(outbox.systemIdentity()).isNotEqualTo(identity);
        assertThat(outbox.systemIdentity().split("\\.")[0]).isEqualTo(identity.split("\\.")[0]);
        assertThat(outbox.reachesBackTo(before)).isFalse();
        assertThatThrownBy(() -> outbox.read(before))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining("no snapshot of");
        assertThatThrownBy(() -> outbox.readDirectly(before)).isInstanceOf(OutboxException.class);
        assertThat(outbox.nextLineage(lineage)).isGreaterThan(lineage);
        String after = outbox.read("").snapshot();
        assertThat(outbox.reachesBackTo(after)).isTrue();
        run("INSERT INTO bill VALUES (2, 8, 1)");
        assertThat(tags(outbox.read(after))).containsExactly("table/bill", "table/bill@8");
    }

    /** The lineages and transaction ids of the lost commits are handed out again; only the timeline tells them apart. */
    @Test
    void lostCommits_areNotTakenForSeen() {
        hasStandby = false;
        String[] lost = new String[1];
        long[] lineage = new long[1];
        servers.loseCommitsAndFailOver(() -> {
            try {
                run("INSERT INTO bill VALUES (1, 7, 1)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            lost[0] = outbox.read("").snapshot();
            lineage[0] = outbox.nextLineage(40);
        });
        outbox.close();
        assertThat(outbox.reachesBackTo(lost[0])).isFalse();
        assertThat(outbox.nextLineage(lineage[0])).isGreaterThan(lineage[0]);
    }

    @Test
    void oldPrimaryThatLivesOn_hasAnIdentityOfItsOwn() {
        String identity = outbox.systemIdentity();
        DataSource left = primary();
        promote();
        try (PostgresOutbox old = PostgresOutbox.of(left::getConnection, "public", OutboxSettings.defaults())) {
            outbox.close();
            assertThat(old.systemIdentity()).isEqualTo(identity);
            assertThat(outbox.systemIdentity()).isNotEqualTo(identity);
            assertThat(outbox.reachesBackTo(old.read("").snapshot())).isFalse();
            assertThat(old.reachesBackTo(outbox.read("").snapshot())).isFalse();
        }
    }

    @Test
    void promotedStandby_isNoReplicaAnyMore_andTheNextStandbyIs() {
        DataSource standby = servers.standby().dataSource(RealPostgres.DATABASE);
        String before = outbox.read("").snapshot();
        try (PostgresReplica replica = PostgresReplica.of(standby, standby::getConnection, Duration.ofSeconds(5))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> shows(replica, before));
            failOver();
            outbox.close();
            String after = outbox.read("").snapshot();
            assertThat(shows(replica, after)).as("promoted").isFalse();
            servers.rebuildStandby();
            hasStandby = true;
            assertThat(shows(replica, outbox.read("").snapshot())).isFalse();
        }
        DataSource rebuilt = servers.standby().dataSource(RealPostgres.DATABASE);
        try (PostgresReplica replica = PostgresReplica.of(rebuilt, rebuilt::getConnection, Duration.ofSeconds(5))) {
            String present = outbox.read("").snapshot();
            await().atMost(Duration.ofSeconds(20)).until(() -> shows(replica, present));
            assertThat(shows(replica, before)).as("of the timeline before").isFalse();
        }
    }

    @Test
    void preparedTransaction_outlivesAFailover_andIsToldWhenItIsCommitted() throws SQLException {
        try (Connection writer = primary().getConnection()) {
            writer.setAutoCommit(false);
            Database.run(writer, "INSERT INTO bill VALUES (1, 7, 1)");
            Database.run(writer, "PREPARE TRANSACTION 'late'");
            writer.commit();
        }
        failOver();
        Batch first = outbox.read("");
        run("INSERT INTO bill VALUES (2, 8, 1)");
        Batch before = outbox.read(first.snapshot());
        assertThat(tags(before)).containsExactly("table/bill", "table/bill@8");
        run("COMMIT PREPARED 'late'");
        assertThat(tags(outbox.read(before.snapshot()))).containsExactly("table/bill", "table/bill@7");
    }

    private static boolean shows(PostgresReplica replica, String snapshot) {
        Scope scope = replica.open(snapshot);
        if (scope != null) {
            scope.close();
        }
        return scope != null;
    }

    private static TreeSet<String> tags(Batch batch) {
        TreeSet<String> tags = new TreeSet<>();
        batch.changes().forEach(change -> change.tags().stream().map(Tag::name).forEach(tags::add));
        return tags;
    }
}
