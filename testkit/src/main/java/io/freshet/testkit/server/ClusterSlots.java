package io.freshet.testkit.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The slots of a Redis Cluster: which one a key lies in, and how they are shared out. */
final class ClusterSlots {
    static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;

    private ClusterSlots() {}

    /** Returns the slot of a key: CRC16 (XMODEM) of what stands in its first braces, or of all of it if that is nothing. */
    static int of(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        boolean tagged = open >= 0 && close > open + 1;
        return crc16(tagged ? key.substring(open + 1, close) : key) % COUNT;
    }

    /** Returns the slots of one of several masters that share them evenly. */
    static IntStream of(int master, int masters) {
        return IntStream.range(COUNT * master / masters, COUNT * (master + 1) / masters);
    }

    /**
     * Reads the reply to {@code CLUSTER SLOTS}: ranges of a first slot, a last slot, the master and its replicas, each of these an address,
     * a port and an id.
     *
     * @return the ports of the nodes of a slot, the master first; empty if nobody has it
     */
    static List<Integer> ports(List<?> ranges, int slot) {
        for (Object range : ranges) {
            List<?> items = (List<?>) range;
            if (number(items.get(0)) <= slot && slot <= number(items.get(1))) {
                return items.subList(2, items.size()).stream()
                        .map(node -> number(((List<?>) node).get(1)))
                        .toList();
            }
        }
        return List.of();
    }

    private static int number(Object value) {
        return Math.toIntExact((Long) Objects.requireNonNull(value));
    }

    private static int crc16(String text) {
        int crc = 0;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (next & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
            crc &= 0xffff;
        }
        return crc;
    }
}
