package io.freshet.capture.postgres;

import io.freshet.read.Replica.Scope;
import io.freshet.relay.OutboxException;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.ReplicatedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Loads from a real standby. */
@Tag("long")
class PostgresReplicaITests {

    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final AtomicInteger ROW = new AtomicInteger();

    private static ReplicatedPostgres servers;

    private final List<Connection> asking = new ArrayList<>();
    private PostgresOutbox outbox;
    private PostgresReplica replica;
    private DataSource routed;

    @BeforeAll
    static void start() throws SQLException {
        servers = ReplicatedPostgres.start(Map.of("fsync", "off"));
        DataSource primary = servers.primary().dataSource(RealPostgres.DATABASE);
        try (Connection connection = primary.getConnection()) {
            Database.run(connection, "CREATE TABLE bill (id int PRIMARY KEY, tenant_id int, amount int)");
        }
        PostgresCapture.install(primary, Set.of("bill"), CaptureOptions.defaults());
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void connect() {
        DataSource primary = servers.primary().dataSource(RealPostgres.DATABASE);
        outbox = PostgresOutbox.of(primary::getConnection, "public", OutboxSettings.defaults());
        DataSource standby = servers.standby().dataSource(RealPostgres.DATABASE);
        replica = PostgresReplica.of(standby, () -> noted(standby.getConnection()), PATIENT);
        routed = replica.routing(primary);
        servers.awaitCaughtUp();
    }

    private Connection noted(Connection connection) {
        asking.add(connection);
        return connection;
    }

    @AfterEach
    void close() {
        servers.resumeReplay();
        outbox.close();
        replica.close();
        replica.close();
        assertThat(replica.open(snapshotOf("0/1"))).isNull();
    }

    @Test
    void standbyThatLags_isNotRead_andIsReadWhenItHasCaughtUp() throws SQLException {
        servers.pauseReplay();
        String bill = insert();
        String snapshot = outbox.read("").snapshot();
        assertThat(replica.open(snapshot)).isNull();
        servers.resumeReplay();
        try (Scope scope = opened(snapshot)) {
            assertThat(scope).isNotNull();
            assertThat(isStandby()).isTrue();
            assertThat(amountOf(bill)).isEqualTo("7");
        }
        assertThat(isStandby()).isFalse();
    }

    @Test
    void standbyShowsWhatTheSnapshotDoes_howeverOftenItIsAsked() throws SQLException {
        int read = 0;
        for (int i = 0; i < 200; i++) {
            String bill = insert();
            Scope scope = replica.open(outbox.read("").snapshot());
            if (scope != null) {
                try (scope) {
                    assertThat(amountOf(bill)).as("in round %d", i).isEqualTo("7");
                    read++;
                }
            }
        }
        System.out.println("The standby was read in " + read + " of 200 rounds");
        assertThat(asking).as("one connection is kept").hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatIsKnown_isNotAskedAgain() {
        String snapshot = outbox.read("").snapshot();
        opened(snapshot).close();
        servers.standby().pause();
        try {
            long before = System.nanoTime();
            Scope scope = replica.open(snapshot);
            assertThat(scope).isNotNull();
            Objects.requireNonNull(scope).close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENT);
        } finally {
            servers.standby().resume();
        }
    }

    @Test
    void standbyThatDoesNotAnswer_costsTheLimitOnce() {
        try (PostgresReplica hasty = PostgresReplica.of(
                routed, servers.standby().dataSource(RealPostgres.DATABASE)::getConnection, Duration.ofMillis(50))) {
            servers.standby().pause();
            try {
                String snapshot = outbox.read("").snapshot();
                long before = System.nanoTime();
                assertThat(hasty.open(snapshot)).isNull();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PATIENT);
            } finally {
                servers.standby().resume();
            }
        }
    }

    @Test
    void otherThreads_andScopesOfThePrimary_readThePrimary() throws Exception {
        try (Scope scope = opened(outbox.read("").snapshot())) {
            assertThat(scope).isNotNull();
            assertThat(CompletableFuture.supplyAsync(() -> {
                                try {
                                    return isStandby();
                                } catch (SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            })
                            .get())
                    .isFalse();
            try (Scope inner = replica.primary()) {
                assertThat(inner).isNotNull();
                assertThat(isStandby()).isFalse();
            }
            assertThat(isStandby()).isTrue();
        }
        assertThat(isStandby()).isFalse();
    }

    @Test
    void connectionOfTheStandby_isReadOnly_andEndsWithItsScope() throws SQLException {
        Connection kept;
        try (Scope scope = opened(outbox.read("").snapshot())) {
            assertThat(scope).isNotNull();
            kept = routed.getConnection();
            assertThat(kept.isReadOnly()).isTrue();
            assertThatThrownBy(() -> Database.run(kept, "INSERT INTO bill VALUES (-1, 7, 7)"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(kept.isClosed()).isTrue();
    }

    @Test
    void snapshotsOfOthers_andThoseWithoutAPosition_leadToThePrimary() {
        String[] parts = outbox.read("").snapshot().split("@");
        String position = parts[3];
        assertThat(replica.open("")).isNull();
        assertThat(replica.open("none")).isNull();
        assertThat(replica.open(parts[0] + "@" + parts[1] + "@" + parts[2])).isNull();
        assertThat(replica.open(snapshotOf(position))).as("of another server").isNull();
        String[] identity = parts[0].split("\\.");
        for (String other : List.of(
                "1" + parts[0],
                identity[0] + "." + (Integer.parseInt(identity[1]) + 1) + "." + identity[2],
                identity[0] + "." + identity[1] + ".1")) {
            assertThat(replica.open(other + "@" + parts[1] + "@" + parts[2] + "@0/1"))
                    .as(other)
                    .isNull();
        }
        opened(parts[0] + "@" + parts[1] + "@" + parts[2] + "@0/1").close();
    }

    @Test
    void primaryInThePlaceOfAStandby_isNotTakenForOne() {
        DataSource primary = servers.primary().dataSource(RealPostgres.DATABASE);
        try (PostgresReplica mistaken = PostgresReplica.of(primary)) {
            assertThat(mistaken.open(outbox.read("").snapshot())).isNull();
        }
    }

    @Test
    void ordinaryRole_mayAskToo() throws SQLException {
        try (Connection owner =
                servers.primary().dataSource(RealPostgres.DATABASE).getConnection()) {
            Database.run(owner, "CREATE ROLE reader LOGIN");
        }
        servers.awaitCaughtUp();
        String url = servers.standby().jdbcUrl(RealPostgres.DATABASE).replace("user=postgres", "user=reader");
        try (PostgresReplica ordinary = PostgresReplica.of(routed, () -> DriverManager.getConnection(url), PATIENT)) {
            String snapshot = outbox.read("").snapshot();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                Scope scope = ordinary.open(snapshot);
                if (scope != null) {
                    scope.close();
                }
                return scope != null;
            });
        }
    }

    @Test
    void standby_isNoOutbox() {
        DataSource standby = servers.standby().dataSource(RealPostgres.DATABASE);
        try (PostgresOutbox wrong = PostgresOutbox.of(standby::getConnection, "public", OutboxSettings.defaults())) {
            assertThatThrownBy(() -> wrong.read(""))
                    .isInstanceOf(OutboxException.class)
                    .hasMessageContaining("standby");
            assertThatThrownBy(wrong::cycles).isInstanceOf(OutboxException.class);
        }
    }

    private Scope opened(String snapshot) {
        Scope[] scope = {null};
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            scope[0] = replica.open(snapshot);
            return scope[0] != null;
        });
        return scope[0];
    }

    private static String snapshotOf(String position) {
        return "1.1.1@1:1:@1@" + position;
    }

    private static String insert() throws SQLException {
        String id = Integer.toString(ROW.incrementAndGet());
        try (Connection connection =
                servers.primary().dataSource(RealPostgres.DATABASE).getConnection()) {
            Database.run(connection, "INSERT INTO bill VALUES (" + id + ", 1, 7)");
        }
        return id;
    }

    private String amountOf(String bill) throws SQLException {
        try (Connection connection = routed.getConnection()) {
            return Database.ask(connection, "SELECT amount FROM bill WHERE id = " + bill);
        }
    }

    private boolean isStandby() throws SQLException {
        try (Connection connection = routed.getConnection()) {
            return Database.ask(connection, "SELECT pg_is_in_recovery()").equals("t");
        }
    }
}
