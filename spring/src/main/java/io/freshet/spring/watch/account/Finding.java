package io.freshet.spring.watch.account;

/**
 * Something that is wrong with a cache. Immutable.
 *
 * @param kind what
 * @param cache the cache's name
 * @param method the cached method, or whose annotation evicts; empty if there is none
 * @param table what was written, several with commas; empty if that plays no part
 * @param writer the method or request that wrote; empty if nobody is known
 * @param detail what happened, in words
 */
public record Finding(FindingKind kind, String cache, String method, String table, String writer, String detail) {

    /** Whether the other says the same of another entry. */
    boolean isLike(Finding other) {
        return kind == other.kind
                && cache.equals(other.cache)
                && method.equals(other.method)
                && table.equals(other.table)
                && writer.equals(other.writer);
    }

    /** One sentence, without the remedy. */
    public String sentence() {
        return "Cache '" + cache + "': " + detail;
    }
}
