package io.freshet.salon.cache;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.util.Map;

/**
 * Spring's caches on Redis, which tell in {@code X-Cache} what became of the request's latest look-up, so that a load can measure them. {@code
 * Cache-Control: no-cache} goes past them. Nothing else is changed.
 */
final class TellingCacheManager extends RedisCacheManager {

    TellingCacheManager(
            RedisConnectionFactory redis, RedisCacheConfiguration usual, Map<String, RedisCacheConfiguration> caches) {
        super(RedisCacheWriter.nonLockingRedisCacheWriter(redis), usual, false, caches);
    }

    @Override
    protected RedisCache createRedisCache(String name, @Nullable RedisCacheConfiguration configuration) {
        return new TellingCache(
                name, getCacheWriter(), configuration == null ? getDefaultCacheConfiguration() : configuration);
    }

    private static final class TellingCache extends RedisCache {

        TellingCache(String name, RedisCacheWriter writer, RedisCacheConfiguration configuration) {
            super(name, writer, configuration);
        }

        @Override
        protected @Nullable Object lookup(Object key) {
            var found = isPassed() ? null : super.lookup(key);
            tell(found != null);
            return found;
        }

        /** Reads of other caches may have been told of since the look-up. */
        @Override
        public void put(Object key, @Nullable Object value) {
            if (!isPassed()) {
                super.put(key, value);
            }
            tell(false);
        }

        private static void tell(boolean isHit) {
            var request = request();
            var response = request == null ? null : request.getResponse();
            if (response != null) {
                response.setHeader("X-Cache", isHit ? "hit-l2" : isPassed() ? "bypass" : "miss");
            }
        }

        private static boolean isPassed() {
            var request = request();
            return request != null && "no-cache".equals(request.getRequest().getHeader("Cache-Control"));
        }

        private static @Nullable ServletRequestAttributes request() {
            return (ServletRequestAttributes) RequestContextHolder.getRequestAttributes();
        }
    }
}
