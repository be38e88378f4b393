package io.freshet.read;

import io.freshet.key.CacheKey;
import io.freshet.tag.Dependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Tag;

import java.util.ArrayList;
import java.util.Arrays;
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
    /** So many tags are compared with each other sooner than sorted into a set. */
    private static final int FEW = 32;

    private final List<Dependency> fixed = new ArrayList<>();
    private final List<KeyedRows> keyed = new ArrayList<>();
    private final LiveShapes live;
    private final Map<String, long[]> byTenant = new ConcurrentHashMap<>();
    private final Map<String, long[]> ofTemplate = new ConcurrentHashMap<>();

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
        return before.equals(after)
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

    /** The tags that follow from the key's text alone; none of them twice, unless two names have one hash. */
    static long[] ofKey(CacheKey key) {
        return hashes(KeyTags.carriedBy(key));
    }

    private static long[] hashes(Collection<String> names) {
        long[] tags = new long[names.size()];
        int size = 0;
        for (String name : names) {
            tags[size++] = Tag.hashOf(name);
        }
        return tags;
    }

    /** The same; what follows from the template and the tenant alone is computed once for each tenant. */
    private long[] tagsOfKey(CacheKey key) {
        long[] fixedOfKey = ofTemplate.computeIfAbsent(key.tenant(), tenant -> hashes(KeyTags.ofEveryKey(key)));
        long[] ofValues = hashes(KeyTags.ofValues(key));
        long[] tags = Arrays.copyOf(fixedOfKey, fixedOfKey.length + ofValues.length);
        System.arraycopy(ofValues, 0, tags, fixedOfKey.length, ofValues.length);
        return tags;
    }

    /** All tags of an entry under this key, with others that it was stored with. */
    long[] all(CacheKey key, long[] stored) {
        long[] ofKey = tagsOfKey(key);
        long[] ofDependencies = ofDependencies(key);
        long[] all = Arrays.copyOf(ofKey, ofKey.length + ofDependencies.length + stored.length);
        System.arraycopy(ofDependencies, 0, all, ofKey.length, ofDependencies.length);
        System.arraycopy(stored, 0, all, ofKey.length + ofDependencies.length, stored.length);
        return all.length <= FEW ? distinct(all) : LongStream.of(all).distinct().toArray();
    }

    private static long[] distinct(long[] tags) {
        int size = 0;
        for (long tag : tags) {
            if (!contains(tags, size, tag)) {
                tags[size++] = tag;
            }
        }
        return size == tags.length ? tags : Arrays.copyOf(tags, size);
    }

    private static boolean contains(long[] tags, int size, long tag) {
        for (int i = 0; i < size; i++) {
            if (tags[i] == tag) {
                return true;
            }
        }
        return false;
    }

    /** The tags of an entry under this key that do not follow from the key's text alone, and have to be stored with it. */
    static long[] withoutThoseOf(CacheKey key, long[] all) {
        long[] ofKey = ofKey(key);
        long[] others = new long[all.length];
        int size = 0;
        for (long tag : all) {
            if (!contains(ofKey, ofKey.length, tag)) {
                others[size++] = tag;
            }
        }
        return Arrays.copyOf(others, size);
    }
}
