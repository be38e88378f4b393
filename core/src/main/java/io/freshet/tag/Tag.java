package io.freshet.tag;

import java.nio.charset.StandardCharsets;

/**
 * The canonical name of a dependency, and its hash, by which the protocol knows it.
 *
 * <p>Two names with one hash are one tag to the protocol: such a collision invalidates too much, never too little. Immutable.
 *
 * @param name the canonical name, as {@link Tags} builds it
 * @param hash 64 bits that stand for the name in stamps, entries and Redis
 */
public record Tag(String name, long hash) {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The tag of a canonical name. */
    public static Tag of(String name) {
        return new Tag(name, hashOf(name));
    }

    /** The hash alone, for those who need no name: FNV-1a over UTF-8, finished with the mixer of MurmurHash3. */
    public static long hashOf(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return h == 0 ? 1 : h; // 0 marks an empty slot where hashes are kept in plain arrays
    }

    @Override
    public String toString() {
        return name;
    }
}
