package io.freshet.redis;

import java.util.HexFormat;

/**
 * The one place that knows how keys, channels and members in Redis are spelled. Immutable.
 *
 * <p>Entries and claims lie anywhere; what belongs to one partition of the sequence shares a hash tag, see {@link Sequence}.
 */
final class RedisKeys {

    private static final HexFormat HEX = HexFormat.of();

    private final String namespace;
    private final String ofDatabase;

    /**
     * Keys under a namespace.
     *
     * @param database the number of the logical database: messages reach every client of a server, whichever of its databases it uses, so that
     *     the channels of all but database 0 name it
     */
    RedisKeys(String namespace, int database) {
        this.namespace = namespace;
        this.ofDatabase = database == 0 ? "" : "@" + database;
    }

    /** Where the bytes of an entry lie. */
    String entry(String key) {
        return namespace + "e:" + key;
    }

    /** STRING: who loads a key. */
    String claim(String key) {
        return namespace + "l:" + key;
    }

    /** The channel of claims that were given up. */
    String releases() {
        return namespace + "l" + ofDatabase;
    }

    /** HASH: what people set at run time, and its version. */
    String controls() {
        return namespace + "c";
    }

    /** The channel of word that something was set. */
    String controlled() {
        return namespace + "c" + ofDatabase;
    }

    /** HASH and ZSET, of one slot: what each instance tells of itself, and when its lease ends. */
    String[] roster() {
        return new String[] {namespace + "{r}i", namespace + "{r}e"};
    }

    /** The channel of what instances ask each other. */
    String questions() {
        return namespace + "q" + ofDatabase;
    }

    /** The keys of one partition among so many. */
    Sequence sequence(int partition, int partitions) {
        return new Sequence(namespace + hashTag(partition, partitions), ofDatabase);
    }

    /** The slots of the usual numbers spread evenly: 16 partitions lie 6, 5, 5 on three nodes, 4 on each of four, 2 on each of eight. */
    private static String hashTag(int partition, int partitions) {
        return partitions == 1 ? "{0}" : "{" + partition + "/" + partitions + "}";
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

    /**
     * The keys of one partition. They share the hash tag {@code {0}} if it is the only one, else {@code {3/16}}: number and count, so that
     * one script may touch them all in a cluster, and fleets with another number of partitions never share a sequence.
     *
     * @param prefix namespace and hash tag
     * @param ofDatabase what the name of the channel ends with
     */
    record Sequence(String prefix, String ofDatabase) {

        /** ZSET: tag to the number of its last bump. */
        String numbers() {
            return prefix + "z";
        }

        /** HASH: certificate, counter, snapshot, floor, lineage. */
        String certificate() {
            return prefix + "h";
        }

        /** ZSET: transactions done in the present lineage. */
        String applied() {
            return prefix + "a";
        }

        /** HASH: who may hold a lease. */
        String members() {
            return prefix + "m";
        }

        /** The channel of bumps as they happen. */
        String channel() {
            return prefix + "n" + ofDatabase;
        }

        /** The keys of a script, in the order in which {@code standing.lua} names them. */
        String[] ofScripts() {
            return new String[] {numbers(), certificate(), applied(), members()};
        }
    }
}
