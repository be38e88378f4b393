package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.annotation.Observe;
import io.freshet.entry.Entry;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.Shape;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The tables that caches depend on although nobody has declared it: what their loads were seen to read is in the tags of their entries. Looks at a few
 * entries of a few caches at a time. Thread-safe.
 */
final class SeenDependencies {

    private static final int CACHES_AT_ONCE = 25;
    private static final int ENTRIES = 4;

    private final Freshet freshet;
    private final Map<String, Set<Seen>> seen = new ConcurrentHashMap<>();
    private int next;

    SeenDependencies(Freshet freshet) {
        this.freshet = freshet;
    }

    /**
     * A table that entries were seen to depend on.
     *
     * @param table its name
     * @param whole whether on all of it, rather than on some rows
     */
    record Seen(String table, boolean whole) {}

    /** Whether what a cache depends on is seen rather than declared. */
    static boolean isObserved(Cache<?, ?> cache) {
        Observe observe = cache.policy().observe();
        boolean nothingIsDeclared = cache.dependencies().stream().allMatch(FreeDependency.class::isInstance);
        return observe == Observe.ALWAYS || (observe == Observe.AUTO && nothingIsDeclared);
    }

    /** What has been seen of a cache. */
    Set<Seen> of(String cache) {
        return seen.getOrDefault(cache, Set.of());
    }

    /** Looks at some more caches; answers whether anything is new. */
    synchronized boolean look(Stream<String> tablesHeardOf) {
        List<Cache<?, ?>> observed = freshet.caches().stream()
                .filter(SeenDependencies::isObserved)
                .sorted(Comparator.comparing(Cache::name))
                .toList();
        Map<Long, Seen> names = names(tablesHeardOf);
        boolean isNew = false;
        for (int i = 0; i < Math.min(CACHES_AT_ONCE, observed.size()); i++) {
            isNew |= look(observed.get(next++ % observed.size()), names);
        }
        return isNew;
    }

    private boolean look(Cache<?, ?> cache, Map<Long, Seen> names) {
        Set<Seen> found = new HashSet<>(of(cache.name()));
        int[] left = {ENTRIES};
        cache.showLocal((key, held) -> {
            found.addAll(in(held.entry(), names));
            return --left[0] > 0;
        });
        return !found.equals(of(cache.name())) && seen.put(cache.name(), Set.copyOf(found)) != found;
    }

    private static Set<Seen> in(Entry entry, Map<Long, Seen> names) {
        Set<Seen> found = new HashSet<>();
        Set<String> whole = new HashSet<>();
        for (long tag : entry.tags()) {
            Seen table = names.get(tag);
            if (table != null) {
                found.add(table);
                if (table.whole()) {
                    whole.add(table.table());
                }
            }
        }
        found.removeIf(each -> !each.whole() && whole.contains(each.table()));
        return found;
    }

    /** By hash; what an entry carries for a whole table, and what it carries besides for some rows. */
    private Map<Long, Seen> names(Stream<String> tablesHeardOf) {
        Set<String> tables = new HashSet<>(freshet.relatedTables());
        freshet.shapes().view().live().stream().map(Shape::table).forEach(tables::add);
        tablesHeardOf.forEach(tables::add);
        Map<Long, Seen> names = new HashMap<>();
        for (String table : tables) {
            names.put(Tag.hashOf(Tags.table(table)), new Seen(table, true));
            names.put(Tag.hashOf(Tags.table(table) + Tags.NO_TENANT), new Seen(table, true));
            names.put(Tag.hashOf(Tags.tableUnknown(table)), new Seen(table, false));
        }
        return names;
    }
}
