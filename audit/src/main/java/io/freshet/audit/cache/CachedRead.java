package io.freshet.audit.cache;

import io.freshet.audit.graph.Node;

import java.util.List;
import java.util.Set;

/**
 * A method whose result is cached. Immutable.
 *
 * @param library whose annotation it carries
 * @param names the names of its caches
 * @param node the method
 * @param key the key of its entries
 * @param expression the key as written; empty for none
 * @param cachesNull whether "there is none" is cached
 * @param declared the entities and tables that it says it depends on; with Freshet only
 * @param isObserved whether what it reads becomes what it depends on; with Freshet only
 * @param hasTtl whether a time to live stands with it
 */
public record CachedRead(
        Library library,
        Set<String> names,
        Node node,
        KeyShape key,
        String expression,
        boolean cachesNull,
        List<String> declared,
        boolean isObserved,
        boolean hasTtl) {

    /** Whose cache it is. */
    public enum Library {
        /** Spring's cache abstraction. */
        SPRING,
        /** JetCache. */
        JETCACHE,
        /** JSR 107. */
        JCACHE,
        /** None: entries are got and put by calls. */
        OWN,
        /** Freshet, where captured writes invalidate by themselves. */
        FRESHET
    }

    /** Copies. */
    public CachedRead {
        names = Set.copyOf(names);
        declared = List.copyOf(declared);
    }

    /** Its caches as people write them. */
    public String cache() {
        return String.join(", ", names.stream().sorted().toList());
    }

    /** Whether the application has to evict by itself. */
    public boolean isByHand() {
        return library != Library.FRESHET;
    }
}
