package io.freshet.redis;

import java.util.HexFormat;

/**
 * The one place that knows how keys, channels and members in Redis are spelled. Immutable.
 *
 * <p>The keys of the sequence share the hash tag {@code {0}}, the number of their partition, so that one script may touch them all in a
 * cluster. Entries have none: they lie anywhere.
 */
final class RedisKeys {

    /** The member of the sequence's set whose score is the present number. */
    static final String SENTINEL = "#";

    private static final String PARTITION = "{0}";
    private static final HexFormat HEX = HexFormat.of();

    private final String namespace;
    private final String sequence;

    RedisKeys(String namespace) {
        this.namespace = namespace;
        this.sequence = namespace + PARTITION;
    }

    String namespace() {
        return namespace;
    }

    /** Where the bytes of an entry lie. */
    String entry(String key) {
        return namespace + "e:" + key;
    }

    /** ZSET: tag to the number of its last bump. */
    String numbers() {
        return sequence + "z";
    }

    /** HASH: certificate, counter, snapshot, floor, lineage. */
    String certificate() {
        return sequence + "h";
    }

    /** ZSET: transactions done in the present lineage. */
    String applied() {
        return sequence + "a";
    }

    /** HASH: who may hold a lease. */
    String members() {
        return sequence + "m";
    }

    /** The channel of bumps as they happen. */
    String channel() {
        return sequence + "n";
    }

    /** The keys of a script, in the order in which {@code standing.lua} names them. */
    String[] ofScripts() {
        return new String[] {numbers(), certificate(), applied(), members()};
    }

    /** A tag as it stands in Redis: 16 lower-case hexadecimal digits of its hash. */
    static String member(long tag) {
        return HEX.toHexDigits(tag);
    }

    /** The hash that a member stands for. */
    static long tag(CharSequence member) {
        if (member.length() != Long.BYTES * 2) {
            throw new NumberFormatException("A tag has 16 hexadecimal digits, not '" + member + "'");
        }
        return HexFormat.fromHexDigitsToLong(member);
    }
}
