package io.freshet.redis;

import io.freshet.check.Checkup;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.redis.check.RedisTopic;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found at a real server, whose settings are changed while it runs. */
class ServerChecksITests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static RealRedis redis;
    private Bench bench;

    @BeforeAll
    static void startRedis() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void open() {
        bench = Bench.on(redis.port(), "a");
    }

    @AfterEach
    void close() {
        bench.close();
        redis.restart(); // with its own settings
    }

    private Finding found(RedisTopic topic) throws InterruptedException {
        return found(bench.remote, topic);
    }

    private static Finding found(RedisRemote remote, RedisTopic topic) throws InterruptedException {
        List<Finding> findings = all(remote, topic);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<Finding> all(RedisRemote remote, RedisTopic... topics) throws InterruptedException {
        return new Checkup(
                        remote.checks().stream()
                                .filter(check -> topics.length == 0
                                        || Arrays.asList(topics).contains(check.topic()))
                                .toList(),
                        LIMIT)
                .run();
    }

    private static void configured(String setting, String value) {
        redis.ask("CONFIG SET " + setting + " \"" + value + "\"");
    }

    @Test
    void aServerAsItComes_hasNothingToMend() throws InterruptedException {
        bench.start(1);
        bench.poll(0, 30_000);
        List<Finding> findings = all(bench.remote);
        assertThat(findings)
                .filteredOn(finding -> !finding.id().equals(RedisTopic.ROUND_TRIP.id()))
                .allMatch(finding -> finding.severity().compareTo(Severity.NOTE) <= 0)
                .noneMatch(finding -> finding.found().contains("nknown"));
        assertThat(findings)
                .extracting(Finding::id)
                .containsExactly(
                        "redis-version",
                        "redis-round-trip",
                        "redis-memory",
                        "redis-persistence",
                        "redis-replication",
                        "redis-buffers",
                        "redis-rights",
                        "redis-clock",
                        "redis-fleet");
        assertThat(found(RedisTopic.ROUND_TRIP).found()).contains("ms in the median");
        assertThat(found(RedisTopic.MEMORY).found()).contains("No limit");
        assertThat(found(RedisTopic.PERSISTENCE).found()).contains("Nothing is kept on disk");
        assertThat(found(RedisTopic.FLEET).found()).contains("1 instances hold leases: [a]");
    }

    @ParameterizedTest
    @CsvSource({
        "noeviction, 100mb, WARNING, refuses writes",
        "allkeys-lru, 100mb, WARNING, may be evicted",
        "volatile-ttl, 100mb, OK, volatile-ttl",
        "noeviction, full, PROBLEM, writes are refused",
        "allkeys-lfu, full, PROBLEM, is being evicted",
        "volatile-lru, full, OK, make room",
    })
    void memory_byPolicy_andByHowFullItIs(String policy, String limit, Severity severity, String says)
            throws InterruptedException {
        redis.ask("SETRANGE f:test:e:large 20000000 x"); // beside which connections do not count
        long used = Long.parseLong(redis.info("memory", "used_memory"));
        configured("maxmemory-policy", policy);
        configured("maxmemory", limit.equals("full") ? Long.toString(used + used / 20) : limit);
        Finding finding = found(RedisTopic.MEMORY);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.found()).contains(policy, says);
        assertThat(finding.remedy().contains("volatile-lru")).isEqualTo(severity != Severity.OK);
    }

    @Test
    void persistence_isWhatARestartLoses() throws InterruptedException {
        configured("save", "60 1000");
        assertThat(found(RedisTopic.PERSISTENCE).found()).contains("save 60 1000");
        configured("appendonly", "yes");
        assertThat(found(RedisTopic.PERSISTENCE))
                .returns(Severity.OK, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("each second"));
        configured("appendfsync", "always");
        assertThat(found(RedisTopic.PERSISTENCE).severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void whatTheUserMayNotAsk_isUnknown_andNeverFine() throws InterruptedException {
        redis.ask("ACL SETUSER limited on >secret ~* &* +@all -config");
        redis.ask("ACL SETUSER blind on >secret ~* &* +@all -config -info -time");
        try (RedisRemote limited = as("limited");
                RedisRemote blind = as("blind")) {
            assertThat(all(limited, RedisTopic.PERSISTENCE, RedisTopic.BUFFERS, RedisTopic.RIGHTS))
                    .hasSize(3)
                    .allMatch(finding -> finding.severity() == Severity.NOTE)
                    .allMatch(finding -> finding.found().contains("CONFIG"))
                    .allMatch(finding -> finding.remedy().contains("+config|get"));
            assertThat(found(limited, RedisTopic.MEMORY).found()).contains("No limit");
            assertThat(all(
                            blind,
                            RedisTopic.VERSION,
                            RedisTopic.MEMORY,
                            RedisTopic.PERSISTENCE,
                            RedisTopic.REPLICATION,
                            RedisTopic.CLOCK))
                    .hasSize(5)
                    .allMatch(finding -> finding.severity() == Severity.NOTE)
                    .allMatch(finding -> finding.found().startsWith("Unknown, because the server refuses"));
        }
    }

    private static RedisRemote as(String user) {
        return Bench.connected(Bench.settings(1).uri("redis://" + user + ":secret@127.0.0.1:" + redis.port()));
    }

    @Test
    void buffersThatABurstFills_areAWarning() throws InterruptedException {
        configured("client-output-buffer-limit", "pubsub 65536 32768 60");
        assertThat(found(RedisTopic.BUFFERS))
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("64.0 KB"));
        configured("client-output-buffer-limit", "pubsub 0 0 0");
        assertThat(found(RedisTopic.BUFFERS).severity()).isEqualTo(Severity.NOTE);
    }

    @Test
    void replicas_areCounted_andTooFewAreAProblem() throws InterruptedException {
        try (RealRedis replica = RealRedis.startReplicaOf(redis);
                RedisRemote onReplica = Bench.connected(Bench.settings(1).uri(replica.uri()))) {
            assertThat(found(RedisTopic.REPLICATION).found()).isEqualTo("A master with 1 replicas");
            assertThat(found(onReplica, RedisTopic.REPLICATION))
                    .returns(Severity.PROBLEM, Finding::severity)
                    .satisfies(finding -> assertThat(finding.found()).contains("replica of 127.0.0.1:" + redis.port()));
            configured("min-replicas-to-write", "2");
            assertThat(found(RedisTopic.REPLICATION))
                    .returns(Severity.PROBLEM, Finding::severity)
                    .satisfies(finding -> assertThat(finding.found()).contains("min-replicas-to-write is 2"));
        }
    }

    @Test
    void instancesThatDiffer_areSeen() throws InterruptedException {
        bench.start(1);
        bench.poll(0, 30_000);
        try (Bench patient = Bench.on(redis.port(), "patient");
                Bench other = Bench.of(Bench.settings(16).uri(redis.uri()))) {
            patient.poll(0, 40_000);
            assertThat(found(RedisTopic.FLEET))
                    .returns(Severity.WARNING, Finding::severity)
                    .satisfies(finding -> assertThat(finding.found())
                            .contains("[a, patient]", "leases of 40000 ms, this one for 30000"));
            other.start(1);
            other.poll(0, 30_000);
            bench.poll(0, 30_000);
            assertThat(all(bench.remote, RedisTopic.FLEET))
                    .anyMatch(finding -> finding.severity() == Severity.PROBLEM
                            && finding.found().contains("have 16 partitions"));
        }
    }

    @Test
    void aServerThatIsAway_isSaidToBe_inEachFinding() throws InterruptedException {
        redis.stop();
        Bench.soon().until(() -> Bench.failure(bench.sequencer().head()).contains("disconnected"));
        assertThat(all(bench.remote))
                .hasSize(9)
                .allMatch(finding -> finding.severity() == Severity.WARNING)
                .allMatch(finding -> finding.found().startsWith("Could not be checked, because "))
                .allMatch(finding -> finding.found().contains("127.0.0.1:" + redis.port()));
    }
}
