package io.freshet.audit.cache;

import io.freshet.audit.graph.Node;

import java.util.Set;

/**
 * Something that removes or replaces entries. Immutable.
 *
 * @param names the caches; none if it could not be told which
 * @param key which entries
 * @param expression the key as written; empty for none
 * @param isPut whether it puts a new value in place of the old one
 * @param isBefore whether it is done before its method runs
 * @param node the method that carries it or does it
 * @param line where it is done
 */
public record Eviction(
        Set<String> names, KeyShape key, String expression, boolean isPut, boolean isBefore, Node node, int line) {

    /** Copies. */
    public Eviction {
        names = Set.copyOf(names);
    }

    /** Whether it is of a cache of the read. */
    public boolean isOf(CachedRead read) {
        return names.isEmpty() || names.stream().anyMatch(read.names()::contains);
    }

    /** Whether it can remove an entry of the read. */
    public boolean canEvict(CachedRead read) {
        return isOf(read) && key.canMeet(read.key());
    }
}
