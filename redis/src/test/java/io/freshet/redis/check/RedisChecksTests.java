package io.freshet.redis.check;

import io.freshet.check.Checkup;
import io.freshet.check.Finding;
import io.freshet.check.Severity;
import io.freshet.redis.check.AskedTier.Fleet;
import io.freshet.redis.check.AskedTier.SentinelView;
import io.freshet.remote.RemoteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What is made of answers that servers in tests hardly give. */
class RedisChecksTests {

    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    private final Tier tier = new Tier();

    private List<Finding> found(RedisTopic topic) throws InterruptedException {
        return new Checkup(
                        RedisChecks.of(tier, Clock.fixed(NOW, ZoneOffset.UTC)).stream()
                                .filter(check -> check.topic() == topic)
                                .toList(),
                        Duration.ofSeconds(10))
                .run();
    }

    private Finding only(RedisTopic topic) throws InterruptedException {
        assertThat(found(topic)).hasSize(1);
        return found(topic).get(0);
    }

    @ParameterizedTest
    @CsvSource({"5.0.14, PROBLEM", "6.0.20, PROBLEM", "6.2.0, OK", "7.2.4, OK", "10.0, OK", "unstable, NOTE"})
    void version_isSixTwoAtLeast(String version, Severity severity) throws InterruptedException {
        tier.only().info.put("redis_version", version);
        assertThat(only(RedisTopic.VERSION).severity()).isEqualTo(severity);
    }

    @Test
    void valkey_isNamedByItsOwnVersionToo() throws InterruptedException {
        tier.only().info.putAll(Map.of("redis_version", "7.2.4", "valkey_version", "8.0.1"));
        assertThat(only(RedisTopic.VERSION).found()).isEqualTo("Valkey 8.0.1, compatible with Redis 7.2.4");
    }

    @Test
    void memory_thatIsNotTold_isUnknown_andMostOfTheMachineIsAWarning() throws InterruptedException {
        assertThat(only(RedisTopic.MEMORY).found()).startsWith("Unknown, because");
        tier.only()
                .info
                .putAll(Map.of(
                        "used_memory", "8000000000",
                        "maxmemory", "0",
                        "maxmemory_policy", "noeviction",
                        "total_system_memory", "9000000000"));
        assertThat(only(RedisTopic.MEMORY).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aDiskThatCannotBeWritten_isAProblem() throws InterruptedException {
        tier.only().info.putAll(Map.of("aof_enabled", "0", "rdb_last_bgsave_status", "err"));
        assertThat(only(RedisTopic.PERSISTENCE).severity()).isEqualTo(Severity.PROBLEM);
        tier.only()
                .info
                .putAll(Map.of("aof_enabled", "1", "rdb_last_bgsave_status", "ok", "aof_last_write_status", "err"));
        assertThat(only(RedisTopic.PERSISTENCE).severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void replicasThatLagBehind_areNamed() throws InterruptedException {
        tier.only()
                .info
                .putAll(Map.of(
                        "role", "master",
                        "connected_slaves", "2",
                        "slave0", "ip=10.0.0.1,port=6379,state=online,offset=1,lag=0",
                        "slave1", "ip=10.0.0.2,port=6379,state=online,offset=1,lag=12"));
        assertThat(only(RedisTopic.REPLICATION))
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding ->
                        assertThat(finding.found()).contains("10.0.0.2:6379").doesNotContain("10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "-499, OK", "900, NOTE", "-4000, NOTE", "5001, WARNING", "-60000, WARNING"})
    void clocks_thatAreApart(long millis, Severity severity) throws InterruptedException {
        tier.only().time = NOW.plusMillis(millis);
        assertThat(only(RedisTopic.CLOCK).severity()).isEqualTo(severity);
    }

    @Test
    void nodesOfACluster_areOneFindingIfAllAreFine_elseThoseThatAreNot() throws InterruptedException {
        tier.only().info.put("redis_version", "7.2.4");
        Asked other = tier.add("other:7000");
        other.info.put("redis_version", "7.2.5");
        assertThat(only(RedisTopic.VERSION).found()).isEqualTo("one:6379: Redis 7.2.4; other:7000: Redis 7.2.5");
        other.info.put("redis_version", "6.0.1");
        tier.add("away:7001").failure = new RemoteException("it is away");
        assertThat(found(RedisTopic.VERSION))
                .extracting(Finding::found)
                .containsExactly("other:7000: Redis 6.0.1", "away:7001: Could not be checked, because it is away");
    }

    @Test
    void cluster_withSlotsThatNobodyServes_isAProblem() throws InterruptedException {
        assertThat(found(RedisTopic.CLUSTER)).as("no cluster").isEmpty();
        tier.cluster.putAll(Map.of(
                "cluster_state", "ok",
                "cluster_slots_assigned", "16384",
                "cluster_slots_pfail", "0",
                "cluster_slots_fail", "0"));
        assertThat(only(RedisTopic.CLUSTER).severity()).isEqualTo(Severity.OK);
        tier.cluster.put("cluster_slots_pfail", "5461");
        assertThat(only(RedisTopic.CLUSTER).severity()).isEqualTo(Severity.WARNING);
        tier.cluster.put("cluster_slots_fail", "5461");
        assertThat(only(RedisTopic.CLUSTER).severity()).isEqualTo(Severity.PROBLEM);
        tier.cluster.putAll(Map.of("cluster_slots_fail", "0", "cluster_slots_assigned", "16383"));
        assertThat(only(RedisTopic.CLUSTER).severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void sentinels_thatAreAway_differ_orAreTooFew() throws InterruptedException {
        assertThat(found(RedisTopic.SENTINEL)).as("no sentinels").isEmpty();
        Map<String, String> master = Map.of(
                "ip",
                "10.0.0.1",
                "port",
                "6379",
                "flags",
                "master",
                "quorum",
                "2",
                "num-other-sentinels",
                "2",
                "num-slaves",
                "1");
        SentinelView away = new SentinelView("c:26379", Map.of(), "refused");
        tier.sentinels.addAll(
                List.of(new SentinelView("a:26379", master, ""), new SentinelView("b:26379", master, "")));
        assertThat(only(RedisTopic.SENTINEL).severity()).isEqualTo(Severity.OK);
        tier.sentinels.add(away);
        assertThat(only(RedisTopic.SENTINEL))
                .returns(Severity.WARNING, Finding::severity)
                .satisfies(finding -> assertThat(finding.found()).contains("c:26379: refused"));
        Map<String, String> moved = new HashMap<>(master);
        moved.put("ip", "10.0.0.9");
        tier.sentinels.set(2, new SentinelView("c:26379", moved, ""));
        assertThat(only(RedisTopic.SENTINEL).found()).contains("different masters");
        Map<String, String> down = new HashMap<>(master);
        down.put("flags", "master,s_down,o_down");
        tier.sentinels.clear();
        tier.sentinels.add(new SentinelView("a:26379", down, ""));
        assertThat(only(RedisTopic.SENTINEL).severity()).isEqualTo(Severity.PROBLEM);
        Map<String, String> alone = new HashMap<>(master);
        alone.put("num-other-sentinels", "0");
        tier.sentinels.set(0, new SentinelView("a:26379", alone, ""));
        assertThat(only(RedisTopic.SENTINEL).found()).contains("too few to fail over");
        tier.sentinels.set(0, away);
        assertThat(only(RedisTopic.SENTINEL).severity()).isEqualTo(Severity.PROBLEM);
    }

    @Test
    void sizes_areForPeople() {
        assertThat(Fields.size(1_023)).isEqualTo("1023 bytes");
        assertThat(Fields.size(1_536)).isEqualTo("1.5 KB");
        assertThat(Fields.size(5L << 40)).isEqualTo("5.0 TB");
    }

    /** Answers what a test puts in. */
    private static final class Tier implements AskedTier {

        private final List<AskedServer> servers = new ArrayList<>();
        private final Map<String, String> cluster = new HashMap<>();
        private final List<SentinelView> sentinels = new ArrayList<>();
        private final Asked first = add("one:6379");

        Asked add(String name) {
            Asked server = new Asked(name);
            servers.add(server);
            return server;
        }

        Asked only() {
            return first;
        }

        @Override
        public List<AskedServer> servers() {
            return servers;
        }

        @Override
        public boolean isCluster() {
            return !cluster.isEmpty();
        }

        @Override
        public Map<String, String> clusterInfo() {
            return cluster;
        }

        @Override
        public List<SentinelView> sentinels() {
            return sentinels;
        }

        @Override
        public List<Fleet> fleets() {
            return List.of();
        }

        @Override
        public long leaseMillis() {
            return 0;
        }
    }

    private static final class Asked implements AskedServer {

        private final String name;
        private final Map<String, String> info = new HashMap<>();
        private Instant time = NOW;
        private @Nullable RemoteException failure;

        Asked(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Map<String, String> info(String section) {
            if (failure != null) {
                throw failure;
            }
            return info;
        }

        @Override
        public String config(String setting) {
            throw new RefusedException("nobody may", new IllegalStateException());
        }

        @Override
        public Instant time() {
            return time;
        }

        @Override
        public Duration roundTrip() {
            return Duration.ofNanos(1_000);
        }
    }
}
