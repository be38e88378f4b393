package io.freshet.testkit.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Moves a slot of a Redis Cluster with all its keys, by the commands that the Redis Cluster specification names for it.
 *
 * <pre>
 * to:    CLUSTER SETSLOT s IMPORTING from     takes clients that come with ASKING
 * from:  CLUSTER SETSLOT s MIGRATING to       answers ASK for keys that it has no more
 * from:  CLUSTER GETKEYSINSLOT s 100          until there are none
 * from:  MIGRATE to "" 0 timeout KEYS k...    each key is at one of both at any time
 * to, from, all others: CLUSTER SETSLOT s NODE to
 * </pre>
 */
final class SlotMove {
    private static final String KEYS_AT_ONCE = "100";
    private static final String LIMIT_MILLIS = "8000";

    private final int slot;
    private final RealRedis from;
    private final RealRedis to;

    private SlotMove(int slot, RealRedis from, RealRedis to) {
        this.slot = slot;
        this.from = from;
        this.to = to;
    }

    static void run(int slot, RealRedis from, RealRedis to, List<RealRedis> nodes) {
        new SlotMove(slot, from, to).run(nodes);
    }

    private void run(List<RealRedis> nodes) {
        String target = RealCluster.idOf(to);
        to.ask("CLUSTER SETSLOT " + slot + " IMPORTING " + RealCluster.idOf(from));
        from.ask("CLUSTER SETSLOT " + slot + " MIGRATING " + target);
        moveKeys();
        List<RealRedis> inOrder = new ArrayList<>(List.of(to, from));
        nodes.stream()
                .filter(node -> node != to && node != from && isMaster(node))
                .forEach(inOrder::add);
        inOrder.forEach(node -> node.ask("CLUSTER SETSLOT " + slot + " NODE " + target));
    }

    private void moveKeys() {
        try (RedisConnection source = RedisConnection.ofBytesTo(from.port())) {
            for (List<String> keys = keys(source); !keys.isEmpty(); keys = keys(source)) {
                List<String> words = new ArrayList<>(List.of("MIGRATE", "127.0.0.1", Integer.toString(to.port())));
                words.addAll(List.of("", "0", LIMIT_MILLIS, "KEYS"));
                words.addAll(keys);
                source.call(words);
            }
        } catch (IOException e) {
            throw new ServerException("Cannot move slot " + slot + " from port " + from.port(), e);
        }
    }

    private List<String> keys(RedisConnection source) throws IOException {
        Object reply = source.call(List.of("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), KEYS_AT_ONCE));
        return ((List<?>) Objects.requireNonNull(reply))
                .stream().map(String.class::cast).toList();
    }

    private static boolean isMaster(RealRedis node) {
        return node.info("replication", "role").equals("master");
    }
}
