package io.freshet.audit.cache;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Caches without Spring's annotations: by calls, in fields, of JSR 107. */
class OtherCachesTests {

    private static final String CAFFEINE = "package com.github.benmanes.caffeine.cache;\npublic interface Cache<K, V> {"
            + " V get(K k, java.util.function.Function<K, V> f); void invalidate(Object k); void invalidateAll(); }";

    private static final String REDIS = """
            class Keys { static final String PRICE = "price:one:"; }
            @Component class Store {
                org.springframework.data.redis.core.RedisTemplate<String, Object> redis;
                Object get(String key) { return redis.opsForValue().get(key); }
                void set(String key, Object value, Duration time) { redis.opsForValue().set(key, value, time); }
                void del(String... keys) { for (String key : keys) { redis.delete(key); } }
            }
            @Service class Cached {
                Prices prices; Store store;
                public Price price(Long id) {
                    Object cached = store.get(Keys.PRICE + id);
                    if (cached != null) { return (Price) cached; }
                    Price price = prices.findById(id).orElseThrow();
                    store.set(Keys.PRICE + id, price, Duration.ofMinutes(1));
                    return price;
                }
            }
            @RestController class C {
                Prices prices; Store store; Cached cached;
                @GetMapping("/p") Object read(Long id) { return cached.price(id); }
                @PutMapping("/p") void put(Long id) { prices.change(id, 1); %s }
            }
            """;

    @TempDir
    private Path folder;

    private List<String> findings(String source, String... more) {
        List<String> sources = new ArrayList<>(List.of(more));
        sources.add(0, Shop.BASE + source);
        return Compiled.audit(folder, sources.toArray(String[]::new)).findings().stream()
                .map(finding -> finding.rule().id() + " " + finding.cache() + " " + finding.entry())
                .sorted()
                .toList();
    }

    @Test
    void entriesOfRedis_areKnownByTheBeginningOfTheirKeys_alsoThroughOwnClasses() {
        assertThat(findings(REDIS.formatted(""))).containsExactly("write-without-eviction price:one PUT /p");
        assertThat(findings(REDIS.formatted("store.del(Keys.PRICE + id);"))).isEmpty();
        assertThat(findings(REDIS.formatted("store.del(\"other:\" + id);")))
                .containsExactly("write-without-eviction price:one PUT /p");
        assertThat(findings(REDIS.formatted("store.del(\"other:\" + id, Keys.PRICE + id);")))
                .isEmpty();
    }

    @Test
    void aCacheOfSpring_canBeEvictedByItsKeyInRedis() {
        String source = """
                @RestController class C {
                    Prices prices; org.springframework.data.redis.core.StringRedisTemplate redis;
                    @PutMapping("/p") void put(Long id) { prices.change(id, 1); redis.delete("%s" + id); }
                }
                """;
        assertThat(findings(Shop.ONE + source.formatted("prices::"))).isEmpty();
        assertThat(findings(Shop.ONE + source.formatted("price::")))
                .containsExactly("write-without-eviction prices PUT /p");
    }

    @Test
    void caffeineInAField_isACache() {
        String source = """
                @Service class Cached {
                    Prices prices; com.github.benmanes.caffeine.cache.Cache<Long, Price> kept;
                    public Price price(Long id) { return kept.get(id, key -> prices.findById(key).orElseThrow()); }
                    public void change(Long id) { prices.change(id, 1); %s }
                }
                @RestController class C {
                    Cached cached;
                    @GetMapping("/p") Object read(Long id) { return cached.price(id); }
                    @PutMapping("/p") void put(Long id) { cached.change(id); }
                }
                """;
        assertThat(findings(source.formatted(""), CAFFEINE))
                .containsExactly("write-without-eviction Cached.kept PUT /p");
        assertThat(findings(source.formatted("kept.invalidate(id);"), CAFFEINE)).isEmpty();
        assertThat(findings(source.formatted("kept.invalidateAll();"), CAFFEINE))
                .isEmpty();
    }

    @Test
    void aCacheThatIsGotAndFilledByCalls_isRead() {
        String source = """
                @Service class Cached {
                    Prices prices; CacheManager caches;
                    public Price price(Long id) { return caches.getCache("mini").get(id, () -> prices.findById(id).orElseThrow()); }
                }
                @RestController class C {
                    Prices prices; CacheManager caches; Cached cached;
                    @GetMapping("/p") Object read(Long id) { return cached.price(id); }
                    @PutMapping("/p") void put(Long id) { prices.change(id, 1); %s }
                }
                """;
        assertThat(findings(source.formatted(""))).containsExactly("write-without-eviction mini PUT /p");
        assertThat(findings(source.formatted("caches.getCache(\"mini\").evict(id);")))
                .isEmpty();
    }

    @Test
    void jcache_isKnown() {
        String source = """
                @Service @javax.cache.annotation.CacheDefaults(cacheName = "jprices") class Cached {
                    Prices prices;
                    @javax.cache.annotation.CacheResult public Price price(Long id) { return prices.findById(id).orElseThrow(); }
                    %s public void change(Long id) { prices.change(id, 1); }
                }
                @RestController class C { Cached cached; @PutMapping("/p") void put(Long id) { cached.change(id); } }
                """;
        String[] jcache = {
            "package javax.cache.annotation;\npublic @interface CacheDefaults { String cacheName() default \"\"; }",
            "package javax.cache.annotation;\npublic @interface CacheResult { String cacheName() default \"\"; }",
            "package javax.cache.annotation;\npublic @interface CacheRemove { String cacheName() default \"\"; }",
        };
        assertThat(findings(source.formatted(""), jcache)).containsExactly("write-without-eviction jprices PUT /p");
        assertThat(findings(source.formatted("@javax.cache.annotation.CacheRemove"), jcache))
                .isEmpty();
        assertThat(findings(source.formatted("@javax.cache.annotation.CacheRemove(cacheName = \"other\")"), jcache))
                .contains("write-without-eviction jprices PUT /p");
    }
}
