package io.freshet.spring.watch;

import com.github.benmanes.caffeine.cache.Policy;
import io.freshet.spring.watch.account.Expiry;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.support.NoOpCache;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheWriter.TtlFunction;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** Tells of a cache whether its entries expire, as far as its configuration says so. Asks no server. */
final class Expiries {

    private static final String DECORATOR = "org.springframework.cache.transaction.TransactionAwareCacheDecorator";
    private static final boolean HAS_REDIS = ClassUtils.isPresent(
            "org.springframework.data.redis.cache.RedisCacheWriter$TtlFunction", Expiries.class.getClassLoader());

    private Expiries() {}

    /** Whether evictions and puts wait for the commit of the transaction that they are made in. */
    static boolean waitsForCommit(Cache cache) {
        return is(cache.getClass(), DECORATOR);
    }

    private static boolean is(@Nullable Class<?> type, String name) {
        return type != null && (type.getName().equals(name) || is(type.getSuperclass(), name));
    }

    static Expiry of(Cache cache) {
        Cache inner = waitsForCommit(cache) ? inner(cache) : cache;
        if (inner instanceof NoOpCache) {
            return Expiry.of("nothing is kept");
        }
        if (HAS_REDIS && OfRedis.isOne(inner)) {
            return OfRedis.expiry(inner);
        }
        Object within = inner.getNativeCache();
        if (within instanceof com.github.benmanes.caffeine.cache.Cache<?, ?> caffeine) {
            return ofCaffeine(caffeine.policy());
        }
        return within instanceof ConcurrentMap
                ? Expiry.never("a map knows no time")
                : Expiry.unknown(inner.getClass().getName() + " does not say");
    }

    private static Cache inner(Cache decorator) {
        Method getter = ReflectionUtils.findMethod(decorator.getClass(), "getTargetCache");
        Object target = getter == null ? null : ReflectionUtils.invokeMethod(getter, decorator);
        return target instanceof Cache cache ? cache : decorator;
    }

    private static Expiry ofCaffeine(Policy<?, ?> policy) {
        if (policy.expireAfterWrite().isPresent()) {
            return Expiry.of(policy.expireAfterWrite().get().getExpiresAfter() + " after a write");
        }
        if (policy.expireVariably().isPresent()) {
            return Expiry.of("each entry at its own time");
        }
        if (policy.expireAfterAccess().isPresent()) {
            return Expiry.of(policy.expireAfterAccess().get().getExpiresAfter()
                    + " after it was read last: what is read often stays");
        }
        return Expiry.never("neither expireAfterWrite nor expireAfter is set");
    }

    /** Loaded only where there is Spring's Redis cache. */
    private static final class OfRedis {

        /** What {@code entryTtl(Duration)} makes; others are the application's, and are not called. */
        private static final String FIXED = "FixedDurationTtlFunction";

        static boolean isOne(Cache cache) {
            return cache instanceof RedisCache;
        }

        static Expiry expiry(Cache cache) {
            if (!(cache instanceof RedisCache redis)) {
                return Expiry.unknown("it is none of Redis");
            }
            TtlFunction function = redis.getCacheConfiguration().getTtlFunction();
            if (!function.getClass().getSimpleName().equals(FIXED)) {
                return Expiry.unknown(
                        "each entry has what " + function.getClass().getName() + " says");
            }
            Duration ttl = function.getTimeToLive("", null);
            return ttl.isZero() || ttl.isNegative()
                    ? Expiry.never("its RedisCacheConfiguration has no entryTtl")
                    : Expiry.of(ttl + " after a write");
        }
    }
}
