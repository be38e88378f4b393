package io.freshet.spring.watch;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.spring.watch.account.Expiry;
import io.freshet.spring.watch.account.Watch;
import io.freshet.spring.watch.account.WatchLimits;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.NoOpCache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What stands before managers and caches is of their class, and answers as they do. */
class TwinTests {

    private final Watch watch = new Watch(
            new WatchLimits(0, 1, Duration.ofSeconds(1), 100), System::nanoTime, Runnable::run, finding -> {});
    private final WatchedManagers managers = new WatchedManagers(() -> watch);

    private <T extends CacheManager> T watched(T manager, Class<T> type) {
        return type.cast(managers.postProcessAfterInitialization(manager, "cacheManager"));
    }

    private static Cache cache(CacheManager manager) {
        return Objects.requireNonNull(manager.getCache("pets"));
    }

    @Test
    void caffeine_keepsItsClass_andItsFinalMethodsTellWhatTheyTold() {
        CaffeineCacheManager manager = new CaffeineCacheManager("pets");
        CaffeineCacheManager twin = watched(manager, CaffeineCacheManager.class);
        assertThat(twin).isNotSameAs(manager);
        assertThat(cache(twin)).isInstanceOf(CaffeineCache.class).isSameAs(cache(twin));
        CaffeineCache cache = (CaffeineCache) cache(twin);
        assertThat(cache.getName()).isEqualTo("pets");
        assertThat(cache.getNativeCache()).isSameAs(((CaffeineCache) cache(manager)).getNativeCache());
        assertThat(cache.isAllowNullValues()).isTrue();
        cache.put(1, "Leo");
        assertThat(Objects.requireNonNull(cache(manager).get(1)).get()).isEqualTo("Leo");
        assertThat(twin.getCacheNames()).containsExactly("pets");
        assertThat(twin).hasToString(manager.toString()).hasSameHashCodeAs(manager);
        assertThat(watch.cache("pets").putCount()).as("it is a twin").isEqualTo(1);
    }

    @Test
    void map_keepsItsClass() {
        ConcurrentMapCacheManager twin = watched(new ConcurrentMapCacheManager(), ConcurrentMapCacheManager.class);
        ConcurrentMapCache cache = (ConcurrentMapCache) cache(twin);
        cache.put(1, null);
        assertThat(cache.getName()).isEqualTo("pets");
        assertThat(cache.getNativeCache()).hasSize(1);
        assertThat(Objects.requireNonNull(cache.get(1)).get()).isNull();
        assertThat(cache.evictIfPresent(1)).isTrue();
        assertThat(cache.evictIfPresent(1)).isFalse();
    }

    @Test
    void lookUps_areCounted() {
        Cache cache = cache(watched(new ConcurrentMapCacheManager(), ConcurrentMapCacheManager.class));
        cache.get(1);
        cache.put(1, "Leo");
        cache.get(1);
        cache.get(1, String.class);
        cache.get(1, () -> "never called");
        cache.get(2, () -> "called");
        assertThat(watch.cache("pets").hitCount()).isEqualTo(3);
        assertThat(watch.cache("pets").missCount()).isEqualTo(2);
        assertThat(watch.cache("pets").putCount()).isEqualTo(2);
    }

    @Test
    void failureOfALoader_isWhatItWas() {
        Cache cache = cache(watched(new ConcurrentMapCacheManager(), ConcurrentMapCacheManager.class));
        Callable<Object> failing = () -> {
            throw new IOException("no");
        };
        assertThatThrownBy(() -> cache.get(1, failing))
                .isInstanceOf(Cache.ValueRetrievalException.class)
                .hasMessageContaining(failing.toString())
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void managerThatCannotBeExtended_isLeftAsItIs_andNamed() {
        CacheManager manager = new Closed();
        assertThat(managers.postProcessAfterInitialization(manager, "closed")).isSameAs(manager);
        assertThat(managers.unseen())
                .singleElement()
                .asString()
                .contains("'closed'")
                .contains(Closed.class.getName());
    }

    @Test
    void secondManager_hasItsNameBeforeItsCaches() {
        watched(new ConcurrentMapCacheManager(), ConcurrentMapCacheManager.class);
        CacheManager second =
                (CacheManager) managers.postProcessAfterInitialization(new ConcurrentMapCacheManager(), "second");
        cache(second).get(1);
        assertThat(watch.caches().keySet()).containsExactly("second:pets");
    }

    @Test
    void expiries_areToldByWhatTheCacheIs() {
        assertThat(Expiries.of(new ConcurrentMapCache("a")).kind()).isEqualTo(Expiry.Kind.NEVER);
        assertThat(caffeine(Caffeine.newBuilder())).isEqualTo(Expiry.Kind.NEVER);
        assertThat(caffeine(Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1))))
                .isEqualTo(Expiry.Kind.EXPIRES);
        assertThat(caffeine(Caffeine.newBuilder()
                        .refreshAfterWrite(Duration.ofMinutes(1))
                        .maximumSize(5)))
                .isEqualTo(Expiry.Kind.NEVER);
        assertThat(Expiries.of(new TransactionAwareCacheDecorator(new ConcurrentMapCache("a")))
                        .kind())
                .isEqualTo(Expiry.Kind.NEVER);
        assertThat(Expiries.of(new NoOpCache("a")).kind()).isEqualTo(Expiry.Kind.EXPIRES);
    }

    private static Expiry.Kind caffeine(Caffeine<Object, Object> builder) {
        return Expiries.of(new CaffeineCache("a", builder.build(key -> key))).kind();
    }

    private static final class Closed implements CacheManager {

        @Override
        public Cache getCache(String name) {
            return new ConcurrentMapCache(name);
        }

        @Override
        public Collection<String> getCacheNames() {
            return List.of();
        }
    }
}
