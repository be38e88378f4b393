package io.freshet.read;

import io.freshet.key.CacheKey;
import io.freshet.tag.Dependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.Tag;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** The tags of one cache's entries, as hashes: those of its dependencies, computed once for each tenant, and those of the key. Thread-safe. */
final class TagSet {

    private final List<Dependency> dependencies;
    private final Map<String, long[]> byTenant = new ConcurrentHashMap<>();

    TagSet(List<Dependency> dependencies) {
        this.dependencies = List.copyOf(dependencies);
    }

    /** The tags that do not follow from the key. */
    long[] ofDependencies(CacheKey key) {
        return byTenant.computeIfAbsent(key.tenant(), this::compute);
    }

    private long[] compute(String tenant) {
        return dependencies.stream()
                .flatMap(dependency -> dependency.carriedBy(tenant).stream())
                .distinct()
                .mapToLong(Tag::hashOf)
                .toArray();
    }

    /** All tags of an entry under this key, with others that it was stored with. */
    long[] all(CacheKey key, long[] stored) {
        Collection<String> names = KeyTags.carriedBy(key);
        LongStream ofKey = names.stream().mapToLong(Tag::hashOf);
        LongStream ofOthers = LongStream.concat(LongStream.of(ofDependencies(key)), LongStream.of(stored));
        return LongStream.concat(ofKey, ofOthers).distinct().toArray();
    }
}
