package io.freshet.bench.faults;

import io.freshet.testkit.server.FaultProxy;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;

import javax.sql.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One Redis, which each instance reaches through a proxy of its own. */
final class StandaloneStage extends Stage {

    private static final long MEMORY_BYTES = 16 << 20;
    private static final int FILLER_BYTES = 64 << 10;
    private static final int KILLS = 60;

    private final RealRedis redis;
    private final List<FaultProxy> proxies = new ArrayList<>();
    private final DataSource outside;
    private final Fleet fleet;

    StandaloneStage(Duration bound) {
        super(bound);
        RealPostgres postgres = opened(RealPostgres.start());
        redis = opened(RealRedis.start());
        for (int i = 0; i < Fleet.SIZE; i++) {
            proxies.add(opened(FaultProxy.to(redis.port())));
        }
        outside = postgres.dataSource(RealPostgres.DATABASE);
        fleet = started(
                index -> List.of("redis://127.0.0.1:" + proxies.get(index).port()),
                Urls.of(postgres.jdbcUrl(RealPostgres.DATABASE)),
                prepare(outside),
                outside);
    }

    @Override
    Fleet fleet() {
        return fleet;
    }

    @Override
    List<Fault> faults() {
        List<Fault> all = new ArrayList<>(List.of(
                new Fault("none", () -> Pause.of(2_000)),
                new Fault("rows rewritten past the application", this::rewrite),
                new Fault("redis restarted empty", () -> redis.restart()),
                new Fault("redis restarted with an older image", this::restartOlder),
                new Fault("redis away for 4 s", this::away),
                new Fault("FLUSHALL", () -> flush()),
                new Fault("each key of the sequence deleted", this::deleteKeys),
                new Fault("eviction under allkeys-lru", this::evict),
                new Fault("redis paused for 3 s", this::pause),
                new Fault(
                        "redis slow",
                        () -> each(proxy -> proxy.delay(Duration.ofMillis(30), Duration.ofMillis(30)), 3_000)),
                new Fault("all connections killed again and again", this::killConnections),
                new Fault("output buffer of messages full", this::overflow),
                new Fault("wrong password rotated in", this::rotatePassword),
                new Fault("redis a read-only replica of nothing", this::demote),
                new Fault("scripts forgotten", this::forgetScripts),
                new Fault("one instance cut off", () -> one(FaultProxy::cutAndRefuse, 4_000)),
                new Fault("one instance's packets lost", () -> one(FaultProxy::blackHole, 4_000)),
                new Fault("one connection of an instance cut", () -> cutOne()),
                new Fault("answers lost", () -> one(FaultProxy::dropServerAnswers, 3_000))));
        all.addAll(Instances.faults(fleet));
        return all;
    }

    /** As a batch does: all rows replaced by TRUNCATE and INSERT in one transaction, then an UPDATE of many. */
    private void rewrite() throws SQLException {
        for (String statements : List.of(
                "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM register; TRUNCATE register;"
                        + " INSERT INTO register SELECT id, tenant_id, version + 1 FROM kept",
                "UPDATE register SET version = version + 1 WHERE id % 2 = 0")) {
            try (Connection connection = outside.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE register IN ACCESS EXCLUSIVE MODE");
                statement.execute(statements);
                List<long[]> written = versions(statement);
                connection.commit();
                long now = System.nanoTime();
                written.forEach(row -> fleet.history().committed((int) row[0], row[1], now));
            }
            Pause.of(1_000);
        }
    }

    private static List<long[]> versions(Statement statement) throws SQLException {
        List<long[]> versions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT id, version FROM register")) {
            while (rows.next()) {
                versions.add(new long[] {rows.getLong(1), rows.getLong(2)});
            }
        }
        return versions;
    }

    /** What was bumped since the image was saved is lost, as with a snapshot on disk or a restored backup. */
    private void restartOlder() throws IOException {
        Path image =
                Path.of(redis.ask("CONFIG GET dir").lines().skip(1).findFirst().orElseThrow(), "dump.rdb");
        redis.ask("SAVE");
        Pause.of(1_500);
        redis.kill();
        redis.restart();
        Pause.of(1_000);
        Files.deleteIfExists(image);
    }

    private void away() {
        redis.kill();
        Pause.of(4_000);
        redis.restart();
    }

    private void flush() {
        redis.ask("FLUSHALL");
        Pause.of(1_500);
    }

    private void deleteKeys() {
        for (String part : List.of("z", "h", "a", "m")) {
            redis.ask(
                    "EVAL \"for _,k in ipairs(redis.call('KEYS','f:*{0}" + part + "')) do redis.call('DEL',k) end\" 0");
            Pause.of(1_000);
        }
    }

    /** The memory is filled with others' values until everything may be evicted, the sequence included. */
    private void evict() {
        redis.ask("CONFIG SET maxmemory-policy allkeys-lru");
        redis.ask("CONFIG SET maxmemory " + MEMORY_BYTES);
        String filler =
                "EVAL \"for i=1,400 do redis.call('SET','filler:'..i,string.rep('x'," + FILLER_BYTES + ")) end\" 0";
        for (int i = 0; i < 5; i++) {
            redis.ask(filler);
            Pause.of(500);
        }
        redis.ask("CONFIG SET maxmemory 0");
        redis.ask("CONFIG SET maxmemory-policy noeviction");
    }

    private void pause() {
        redis.pause();
        Pause.of(3_000);
        redis.resume();
    }

    private void killConnections() {
        for (int i = 0; i < KILLS; i++) {
            redis.ask("CLIENT KILL TYPE normal SKIPME yes");
            redis.ask("CLIENT KILL TYPE pubsub");
            Pause.of(50);
        }
    }

    /** Redis drops a subscriber that is slow to read; here almost at once. */
    private void overflow() {
        redis.ask("CONFIG SET client-output-buffer-limit \"pubsub 1 1 1\"");
        Pause.of(2_500);
        redis.ask("CONFIG SET client-output-buffer-limit \"pubsub 33554432 8388608 60\"");
    }

    /** The instances have no password, so whoever connects anew is refused. */
    private void rotatePassword() {
        redis.ask("CONFIG SET requirepass secret");
        proxies.forEach(FaultProxy::cutOne);
        Pause.of(500);
        proxies.forEach(FaultProxy::cutAndCloseNew);
        proxies.forEach(FaultProxy::pass);
        Pause.of(3_000);
        redis.ask("AUTH secret\r\nCONFIG SET requirepass \"\"");
    }

    private void forgetScripts() {
        redis.ask("SCRIPT FLUSH");
        Pause.of(500);
    }

    private void demote() {
        redis.ask("REPLICAOF 127.0.0.1 1");
        Pause.of(3_000);
        redis.ask("REPLICAOF NO ONE");
    }

    private void cutOne() {
        for (int i = 0; i < 10; i++) {
            proxies.get(i % Fleet.SIZE).cutOne();
            Pause.of(200);
        }
    }

    private void each(Action action, long millis) {
        proxies.forEach(action::on);
        Pause.of(millis);
        proxies.forEach(FaultProxy::pass);
    }

    private void one(Action action, long millis) {
        action.on(proxies.get(1));
        Pause.of(millis);
        proxies.get(1).pass();
    }

    private interface Action {
        void on(FaultProxy proxy);
    }
}
