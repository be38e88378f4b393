package io.freshet.hot;

/**
 * A key that an instance reads often. Immutable.
 *
 * @param cache the cache's name
 * @param key with its tenant, as it lies in the shared tier
 * @param tenant whose it is; empty if all tenants share it
 * @param readsPerSecond about how many reads, hits or not; never too few by more than chance
 * @param excessPerSecond by how many of these that may be too many
 * @param share of all reads of this instance, from 0 to 1, at the least
 * @param isHot whether it is refreshed before it expires
 */
public record HotKey(
        String cache,
        String key,
        String tenant,
        double readsPerSecond,
        double excessPerSecond,
        double share,
        boolean isHot) {}
