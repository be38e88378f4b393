package io.freshet.bench.hits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.bench.system.SystemUnderTest;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Objects;
import java.util.stream.IntStream;

/** Caffeine with an expiry, by itself and under Spring's cache abstraction. */
final class CaffeineHits implements Hits {

    private static final String CACHE = "items";

    private final Cache<Integer, Item> cache;
    private final AnnotationConfigApplicationContext spring;

    private CaffeineHits(Cache<Integer, Item> cache, AnnotationConfigApplicationContext spring) {
        this.cache = cache;
        this.spring = spring;
    }

    static Hits open() {
        Cache<Integer, Item> cache = builder().build();
        AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(Application.class);
        var managed = Objects.requireNonNull(spring.getBean(CacheManager.class).getCache(CACHE));
        IntStream.range(0, HitsSettings.KEYS).forEach(key -> {
            cache.put(key, Item.of(key));
            managed.put(key, Item.of(key));
        });
        return new CaffeineHits(cache, spring);
    }

    private static Caffeine<Object, Object> builder() {
        return Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(SystemUnderTest.TTL.multipliedBy(60));
    }

    @Override
    public Read local() {
        return key -> cache.get(key, Hits::missed);
    }

    @Override
    public Read annotated() {
        Items items = spring.getBean(Items.class);
        return items::item;
    }

    @Override
    public void close() {
        spring.close();
    }

    /** What is annotated. */
    public static class Items {
        @Cacheable(CACHE)
        public Object item(Integer key) {
            return Hits.missed(key);
        }
    }

    /** The context. */
    @Configuration
    @EnableCaching
    public static class Application {
        @Bean
        CacheManager caches() {
            CaffeineCacheManager manager = new CaffeineCacheManager(CACHE);
            manager.setCaffeine(builder());
            return manager;
        }

        @Bean
        Items items() {
            return new Items();
        }
    }
}
