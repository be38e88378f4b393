package io.freshet.console.view;

/**
 * A key that this instance reads often.
 *
 * @param cache the cache
 * @param key with its tenant
 * @param tenant whose it is; empty if all tenants share it
 * @param readsPerSecond about how many reads, never too few by more than chance
 * @param excessPerSecond by how many of these that may be too many
 * @param share of all reads of this instance, from 0 to 1, at the least
 * @param hot whether it is refreshed before it expires
 */
public record HotKeyView(
        String cache,
        String key,
        String tenant,
        double readsPerSecond,
        double excessPerSecond,
        double share,
        boolean hot) {}
