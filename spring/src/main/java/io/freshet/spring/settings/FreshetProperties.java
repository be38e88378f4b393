package io.freshet.spring.settings;

import io.freshet.invalidate.Acknowledge;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.Map;

/**
 * All that can be said under {@code freshet}.
 *
 * @param enabled whether anything is cached at all
 * @param bound how old a stale answer may be at the most, whatever breaks; the same on all instances
 * @param interval how often the shared tier is polled and changes are relayed
 * @param remoteTimeout how long a read waits for the shared tier before it goes to its loader
 * @param acknowledge what a writer waits for after its commit
 * @param instance the name under which others know this instance, unique in the fleet; by default random
 * @param capture how writes are noticed
 * @param tenantColumn the column that names a row's tenant, in tables that have it
 * @param defaults what holds for caches that say nothing else
 * @param caches what holds for a cache, by its name; of the name only letters and digits count
 * @param redis how keys lie in Redis
 * @param web what responses say of the cache
 */
@ConfigurationProperties("freshet")
public record FreshetProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration bound,
        @DefaultValue("50ms") Duration interval,
        @DefaultValue("250ms") Duration remoteTimeout,
        @DefaultValue("fleet") Acknowledge acknowledge,
        @Nullable String instance,
        @DefaultValue("auto") CaptureMode capture,
        @DefaultValue("tenant_id") String tenantColumn,
        @DefaultValue Defaults defaults,
        @DefaultValue Map<String, CacheProperties> caches,
        @DefaultValue Redis redis,
        @DefaultValue Web web) {

    /**
     * What holds for caches that say nothing else.
     *
     * @param ttl how long an entry may be served at the most; there is no default
     * @param staleOnError for how long after that an entry that nothing invalidated may be served if the loader fails
     * @param localMaximum how many entries of a cache are kept in process; 0 for none
     * @param concurrentLoads how many loads of a cache may run at once on one instance
     */
    public record Defaults(
            @Nullable Duration ttl,
            @DefaultValue("0s") Duration staleOnError,
            @DefaultValue("10000") long localMaximum,
            @DefaultValue("16") int concurrentLoads) {}

    /**
     * What holds for one cache; what is left out is as its annotation or the defaults say.
     *
     * @param ttl how long an entry may be served at the most
     * @param staleOnError for how long after that an entry that nothing invalidated may be served if the loader fails
     * @param localMaximum how many entries are kept in process; 0 for none
     * @param remote whether entries are kept in the shared tier
     * @param shared whether all tenants share the entries
     * @param concurrentLoads how many loads may run at once on one instance
     */
    public record CacheProperties(
            @Nullable Duration ttl,
            @Nullable Duration staleOnError,
            @Nullable Long localMaximum,
            @Nullable Boolean remote,
            @Nullable Boolean shared,
            @Nullable Integer concurrentLoads) {

        static final CacheProperties NONE = new CacheProperties(null, null, null, null, null, null);

        /** The same, completed by another spelling's settings. */
        CacheProperties otherwise(CacheProperties other) {
            return new CacheProperties(
                    ttl == null ? other.ttl : ttl,
                    staleOnError == null ? other.staleOnError : staleOnError,
                    localMaximum == null ? other.localMaximum : localMaximum,
                    remote == null ? other.remote : remote,
                    shared == null ? other.shared : shared,
                    concurrentLoads == null ? other.concurrentLoads : concurrentLoads);
        }
    }

    /**
     * How keys lie in Redis; where Redis is stands under {@code spring.data.redis}.
     *
     * @param keyPrefix what every key begins with
     */
    public record Redis(@DefaultValue("f:") String keyPrefix) {}

    /**
     * What responses say of the cache.
     *
     * @param headers whether responses carry {@code X-Cache}, and {@code Cache-Control: no-cache} in a request reads past the cache
     */
    public record Web(@DefaultValue("false") boolean headers) {}
}
