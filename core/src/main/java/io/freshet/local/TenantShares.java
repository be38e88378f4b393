package io.freshet.local;

import io.freshet.key.CacheKey;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which keys of each tenant lie in L1, the one that was put first in front, so that one tenant cannot push out the others. Thread-safe; never
 * blocks for long.
 *
 * <p>It is not told of reads, which would cost each of them: a tenant above its share loses what was put first, not what was read least. Puts
 * and evictions of one key that happen at once may leave a key in it that L1 no longer has: it then leaves as the others do.
 */
final class TenantShares {

    private final long most;
    private final ConcurrentMap<String, Set<CacheKey>> shares = new ConcurrentHashMap<>();

    TenantShares(long most) {
        this.most = most;
    }

    /** Notes that the key was put; answers what must leave for it, or null. */
    @Nullable
    CacheKey added(CacheKey key) {
        CacheKey[] leaving = new CacheKey[1];
        shares.compute(key.tenant(), (tenant, share) -> {
            Set<CacheKey> keys = share == null ? new LinkedHashSet<>() : share;
            keys.remove(key);
            keys.add(key);
            if (keys.size() > most) {
                leaving[0] = keys.iterator().next();
                keys.remove(leaving[0]);
            }
            return keys;
        });
        return leaving[0];
    }

    /** Notes that the key has left. */
    void removed(CacheKey key) {
        shares.computeIfPresent(key.tenant(), (tenant, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
    }
}
