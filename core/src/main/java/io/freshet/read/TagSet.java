package io.freshet.read;

import io.freshet.key.CacheKey;
import io.freshet.tag.Dependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * The tags of one cache's entries, as hashes: those of its dependencies, computed once for each tenant where they do not follow from the key, and
 * those of the key. Rows that writers do not tell yet count as their whole table. Thread-safe.
 */
final class TagSet {

    private static final long[] NONE = {};

    private final List<Dependency> fixed = new ArrayList<>();
    private final List<KeyedRows> keyed = new ArrayList<>();
    private final LiveShapes live;
    private final Map<String, long[]> byTenant = new ConcurrentHashMap<>();

    TagSet(List<Dependency> dependencies, LiveShapes live) {
        this.live = live;
        for (Dependency dependency : dependencies) {
            if (dependency instanceof KeyedRows rows) {
                keyed.add(rows);
            } else {
                fixed.add(dependency);
            }
        }
    }

    /** What writers tell now. */
    LiveShapes.View told() {
        return live.view();
    }

    /** Whether an entry that was loaded between these two moments depends on the same by both. */
    boolean isSame(LiveShapes.View before, LiveShapes.View after) {
        return before == after
                || keyed.stream().allMatch(rows -> before.contains(rows.shape()) == after.contains(rows.shape()));
    }

    /** The tags that do not follow from the key's text alone. */
    long[] ofDependencies(CacheKey key) {
        long[] ofFixed = fixed.isEmpty() ? NONE : byTenant.computeIfAbsent(key.tenant(), this::compute);
        if (keyed.isEmpty()) {
            return ofFixed;
        }
        LongStream ofRows = keyed.stream()
                .map(rows -> live.contains(rows.shape()) ? rows.at(key) : rows.wholeTable())
                .flatMap(dependency -> dependency.carriedBy(key.tenant()).stream())
                .mapToLong(Tag::hashOf);
        return LongStream.concat(LongStream.of(ofFixed), ofRows).distinct().toArray();
    }

    private long[] compute(String tenant) {
        return fixed.stream()
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
