package io.freshet.redis;

import io.freshet.redis.check.AskedServer;
import io.freshet.redis.check.AskedTier;
import io.freshet.redis.check.Fields;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The servers of a remote as they can be asked. Thread-safe; blocks. */
final class AskedRedis implements AskedTier {

    private static final String MEMBER = "i:";
    private static final String LEASE = "lease";

    /** Which numbers of partitions other fleets are looked for with. */
    private static final int[] USUAL = {
        1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1_024
    };

    private final Link<String> link;
    private final Where where;
    private final RedisKeys keys;
    private final int partitions;
    private final LongSupplier leaseMillis;
    private final Supplier<List<SentinelView>> sentinels;

    /**
     * Asks nothing yet.
     *
     * @param partitions in how many parts this instance divides the sequence
     * @param leaseMillis the lease that it asked for last
     * @param sentinels asks all sentinels, blocking
     */
    AskedRedis(
            Link<String> link,
            Where where,
            RedisKeys keys,
            int partitions,
            LongSupplier leaseMillis,
            Supplier<List<SentinelView>> sentinels) {
        this.link = link;
        this.where = where;
        this.keys = keys;
        this.partitions = partitions;
        this.leaseMillis = leaseMillis;
        this.sentinels = sentinels;
    }

    @Override
    public List<AskedServer> servers() {
        if (!link.isCluster()) {
            return List.of(new AskedNode(link, where.text(), ""));
        }
        return AskedNode.answer("the map of slots", link, present -> CompletableFuture.completedStage(nodes(present)));
    }

    private List<AskedServer> nodes(Wire<String> present) {
        return present.masters().stream()
                .sorted(Comparator.comparing(AskedRedis::address))
                .<AskedServer>map(node -> new AskedNode(link, address(node), node.getNodeId()))
                .toList();
    }

    private static String address(RedisClusterNode node) {
        return node.getUri().getHost() + ":" + node.getUri().getPort();
    }

    @Override
    public boolean isCluster() {
        return link.isCluster();
    }

    @Override
    public Map<String, String> clusterInfo() {
        return Fields.of(AskedNode.answer(
                "CLUSTER INFO", link, present -> present.commands().clusterInfo()));
    }

    @Override
    public List<SentinelView> sentinels() {
        return sentinels.get();
    }

    @Override
    public long leaseMillis() {
        return leaseMillis.getAsLong();
    }

    /** Members that have not said anything for longer than their lease are none. All questions are sent together. */
    @Override
    public List<Fleet> fleets() {
        long now = servers().stream()
                .findFirst()
                .map(AskedServer::time)
                .orElseGet(Instant::now)
                .toEpochMilli();
        int[] numbers = IntStream.concat(IntStream.of(USUAL), IntStream.of(partitions))
                .distinct()
                .toArray();
        return AskedNode.<List<Fleet>>answer("HGETALL", link, present -> {
            CompletionStage<List<Fleet>> all = CompletableFuture.completedStage(List.of());
            for (int number : numbers) {
                String members = keys.sequence(0, number).members();
                all = all.thenCombine(
                        present.commands().hgetall(members),
                        (known, fields) -> with(known, fleet(number, fields, now)));
            }
            return all;
        });
    }

    private static List<Fleet> with(List<Fleet> known, Fleet fleet) {
        return fleet.instances().isEmpty()
                ? known
                : Stream.concat(known.stream(), Stream.of(fleet)).toList();
    }

    private Fleet fleet(int number, Map<String, String> fields, long nowMillis) {
        List<String> living = fields.entrySet().stream()
                .filter(field -> field.getKey().startsWith(MEMBER) && expiry(field.getValue()) > nowMillis)
                .map(field -> field.getKey().substring(MEMBER.length()))
                .sorted()
                .toList();
        return new Fleet(number, number == partitions, living, number(fields.getOrDefault(LEASE, "")));
    }

    /** Of {@code applied:expires}. */
    private static long expiry(String member) {
        return number(member.substring(member.indexOf(':') + 1));
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
