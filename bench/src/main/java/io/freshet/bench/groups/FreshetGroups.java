package io.freshet.bench.groups;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.bench.peer.FreshetInstance;
import io.freshet.bench.system.Servers;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Freshet with its defaults: the entries of a group carry a tag. */
final class FreshetGroups implements GroupCache {
    private static final Duration TTL = Duration.ofMinutes(10);

    private final Freshet freshet;
    private final Map<Group, Cache<Integer, Long>> caches;

    private FreshetGroups(Freshet freshet) {
        this.freshet = freshet;
        this.caches =
                Map.of(Group.INVALIDATED, cache(freshet, Group.INVALIDATED), Group.OTHER, cache(freshet, Group.OTHER));
    }

    static GroupCache open(Servers servers, String instance) {
        return new FreshetGroups(FreshetInstance.open(servers, instance).freshet());
    }

    private static Cache<Integer, Long> cache(Freshet freshet, Group group) {
        return freshet.<Integer, Long>cache("entries-of-" + group.label() + ":{id}", Integer.class, Long.class)
                .timeToLive(TTL)
                .tagged(group.label())
                .build();
    }

    @Override
    public long get(Group group, int entry, LongSupplier loader) {
        Cache<Integer, Long> cache = Objects.requireNonNull(caches.get(group));
        return Objects.requireNonNull(cache.get(entry, missing -> loader.getAsLong()), "no loader answers null");
    }

    @Override
    public void invalidate(Group group) {
        freshet.invalidateTag(group.label());
    }

    @Override
    public void close() {
        freshet.close();
    }
}
