package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Caches;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that evicts, and the cached reads, by the names of their caches: asking each of one for each of the other is what takes longest. Immutable. */
final class Evictions {

    private final List<Eviction> all = new ArrayList<>();
    private final List<Eviction> ofAny = new ArrayList<>();
    private final Map<String, List<Eviction>> byName = new HashMap<>();
    private final List<CachedRead> reads;
    private final Map<String, List<CachedRead>> readsByName = new HashMap<>();

    Evictions(Program program, Caches caches, List<CachedRead> reads) {
        this.reads = List.copyOf(reads);
        caches.allDeclared().forEach(this::add);
        for (ClassModel type : program.classes()) {
            type.methods()
                    .forEach(method -> caches.done(new Node(method, type.name())).values().stream()
                            .flatMap(List::stream)
                            .forEach(this::add));
        }
        reads.forEach(read -> read.names()
                .forEach(name -> readsByName
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(read)));
    }

    private void add(Eviction eviction) {
        all.add(eviction);
        if (eviction.names().isEmpty()) {
            ofAny.add(eviction);
        }
        eviction.names()
                .forEach(name ->
                        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(eviction));
    }

    /** All, those by annotation first. */
    List<Eviction> all() {
        return Collections.unmodifiableList(all);
    }

    /** How many evict a cache of the read, or may. */
    int countOf(CachedRead read) {
        Set<Eviction> found = Collections.newSetFromMap(new IdentityHashMap<>());
        read.names().forEach(name -> found.addAll(byName.getOrDefault(name, List.of())));
        return found.size() + ofAny.size();
    }

    /** What evicts a cache of the read by its name. */
    List<Eviction> of(CachedRead read) {
        return read.names().stream()
                .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                .toList();
    }

    /** Whether anything evicts a cache of the read, or may. */
    boolean isAnyOf(CachedRead read) {
        return !ofAny.isEmpty() || read.names().stream().anyMatch(byName::containsKey);
    }

    /** The cached reads of a cache. */
    List<CachedRead> reads(String cache) {
        return readsByName.getOrDefault(cache, List.of());
    }

    /** The cached reads that share a cache with one, itself among them, in order. */
    List<CachedRead> sharing(CachedRead read) {
        return read.names().size() == 1
                ? reads(read.names().iterator().next())
                : reads.stream()
                        .filter(each -> each.names().stream().anyMatch(read.names()::contains))
                        .toList();
    }

    /** The cached reads whose caches are evicted. */
    List<CachedRead> reads(Eviction eviction) {
        if (eviction.names().isEmpty()) {
            return reads;
        }
        return eviction.names().size() == 1
                ? reads(eviction.names().iterator().next())
                : reads.stream().filter(eviction::isOf).toList();
    }
}
