package io.freshet.spring;

import io.freshet.spring.cache.FreshetCacheManager;
import io.freshet.spring.cache.KeyText;
import io.freshet.spring.cache.UnknownKeyException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.Cache.ValueWrapper;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.context.ApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Spring's documentation says of a cache and of a cache manager. */
class SpringCacheTests {

    private final ApplicationContextRunner application = SpringCacheApplications.plain();

    @Test
    void put_get_evict() {
        run(cache -> {
            assertThat(cache.get("a")).isNull();
            cache.put("a", "x");
            assertThat(value(cache, "a")).isEqualTo("x");
            assertThat(cache.get("a", String.class)).isEqualTo("x");
            assertThat(cache.get("a", (Class<?>) null)).isEqualTo("x");
            assertThatThrownBy(() -> cache.get("a", Integer.class)).isInstanceOf(IllegalStateException.class);
            cache.put("a", "y");
            assertThat(value(cache, "a")).isEqualTo("y");
            cache.evict("a");
            assertThat(cache.get("a")).isNull();
            assertThat(cache.get("a", String.class)).isNull();
            cache.put("a", "after its own eviction");
            assertThat(value(cache, "a")).isEqualTo("after its own eviction");
        });
    }

    @Test
    void keysOfDifferentTypes_areDifferent() {
        run(cache -> {
            cache.put(1, "int");
            cache.put(1L, "long");
            cache.put("1", "text");
            assertThat(value(cache, 1)).isEqualTo("int");
            assertThat(value(cache, 1L)).isEqualTo("long");
            assertThat(value(cache, "1")).isEqualTo("text");
            cache.evict(1);
            assertThat(cache.get(1)).isNull();
            assertThat(value(cache, 1L)).isEqualTo("long");
        });
    }

    @Test
    void nullIsAValue() {
        run(cache -> {
            cache.put("a", null);
            assertThat(cache.get("a")).isNotNull();
            assertThat(Objects.requireNonNull(cache.get("a")).get()).isNull();
            assertThat(cache.<Object>get("a", () -> "not loaded")).isNull();
            assertThat(cache.putIfAbsent("a", "x")).isNotNull();
        });
        application
                .withPropertyValues("spring.cache.redis.cache-null-values=false")
                .run(context -> {
                    SpringCacheApplications.haveLease(context);
                    assertThatThrownBy(() -> SpringCacheApplications.cache(context, "books")
                                    .put("a", null))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("unless");
                });
    }

    @Test
    void putIfAbsent_answersWhatWasThere() {
        run(cache -> {
            assertThat(cache.putIfAbsent("a", "x")).isNull();
            assertThat(Objects.requireNonNull(cache.putIfAbsent("a", "y")).get())
                    .isEqualTo("x");
            assertThat(value(cache, "a")).isEqualTo("x");
        });
    }

    @Test
    void evictIfPresent_andInvalidate_sayWhetherAnythingWasThere() {
        run(cache -> {
            assertThat(cache.evictIfPresent("a")).isFalse();
            cache.put("a", "x");
            assertThat(cache.evictIfPresent("a")).isTrue();
            assertThat(cache.get("a")).isNull();
            assertThat(cache.evictIfPresent("a")).isFalse();
            cache.put("a", "x");
            cache.put("b", "x");
            assertThat(cache.invalidate()).isTrue();
            assertThat(cache.get("b")).isNull();
            assertThat(cache.invalidate()).isFalse();
            cache.put("c", "x");
            cache.clear();
            assertThat(cache.get("c")).isNull();
        });
    }

    @Test
    void loader_isCalledOnce_andItsFailureIsTold() {
        run(cache -> {
            AtomicInteger loads = new AtomicInteger();
            assertThat(cache.get("a", () -> "x" + loads.incrementAndGet())).isEqualTo("x1");
            assertThat(cache.get("a", () -> "x" + loads.incrementAndGet())).isEqualTo("x1");
            Exception why = new Exception("on purpose");
            assertThatThrownBy(() -> cache.get("b", () -> {
                        throw why;
                    }))
                    .isInstanceOf(ValueRetrievalException.class)
                    .hasCause(why)
                    .extracting(it -> ((ValueRetrievalException) it).getKey())
                    .isEqualTo("b");
            assertThatThrownBy(() -> cache.get("b", () -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .isInstanceOf(ValueRetrievalException.class);
            assertThat(cache.get("b")).isNull();
        });
    }

    @Test
    void loader_isCalledOnce_byManyThreads() {
        run(cache -> {
            AtomicInteger loads = new AtomicInteger();
            CountDownLatch begin = new CountDownLatch(1);
            List<CompletableFuture<String>> readers = java.util.stream.IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        awaitLatch(begin);
                        return Objects.requireNonNull(cache.get("a", () -> "x" + loads.incrementAndGet()));
                    }))
                    .toList();
            begin.countDown();
            assertThat(readers).allMatch(each -> each.join().equals("x1"));
        });
    }

    @Test
    void retrieve_looks_andLoads() {
        run(cache -> {
            assertThat(cache.retrieve("a")).isNull();
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> answer = cache.retrieve("a", () -> source);
            assertThat(answer).isNotDone();
            source.complete("x");
            assertThat(answer).isCompletedWithValue("x");
            assertThat(((ValueWrapper)
                                    Objects.requireNonNull(cache.retrieve("a")).join())
                            .get())
                    .isEqualTo("x");
            assertThat(cache.retrieve("a", () -> CompletableFuture.completedFuture("y")))
                    .isCompletedWithValue("x");
            assertThat(cache.retrieve("b", () -> CompletableFuture.<String>failedFuture(new Exception("on purpose"))))
                    .isCompletedExceptionally();
            assertThat(cache.get("b")).isNull();
        });
    }

    @Test
    void retrieve_neverKeepsWhatWasEvictedMeanwhile() {
        run(cache -> {
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> answer = cache.retrieve("a", () -> source);
            CompletableFuture.runAsync(() -> cache.evict("a")).join();
            source.complete("read before");
            assertThat(answer).isCompletedWithValue("read before");
            assertThat(cache.get("a")).isNull();
        });
    }

    @Test
    void names_areAnyNames_unlessFixed() {
        application.run(context -> {
            CacheManager manager = context.getBean(CacheManager.class);
            SpringCacheApplications.haveLease(context);
            assertThat(manager.getCacheNames()).isEmpty();
            List<String> odd = List.of("a", "a:b", "a::b", "a%3Ab", "{x}", "*", "with space", ":");
            odd.forEach(name -> SpringCacheApplications.cache(context, name).put("k", name));
            odd.forEach(name -> assertThat(value(SpringCacheApplications.cache(context, name), "k"))
                    .isEqualTo(name));
            SpringCacheApplications.cache(context, "a").clear();
            assertThat(value(SpringCacheApplications.cache(context, "a:b"), "k"))
                    .isEqualTo("a:b");
            assertThat(manager.getCacheNames()).containsExactlyInAnyOrderElementsOf(odd);
            assertThat(manager.getCache("a")).isSameAs(manager.getCache("a"));
            assertThat(SpringCacheApplications.cache(context, "a").getNativeCache())
                    .isInstanceOf(io.freshet.Cache.class);
            manager.resetCaches();
            assertThat(SpringCacheApplications.cache(context, "*").get("k")).isNull();
        });
        application.withPropertyValues("spring.cache.cache-names=books,authors").run(context -> {
            CacheManager manager = context.getBean(CacheManager.class);
            assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("books", "authors");
            assertThat(manager.getCache("books")).isNotNull();
            assertThat(manager.getCache("others")).isNull();
        });
    }

    @Test
    void settings_holdForTheseCachesToo() {
        application
                .withPropertyValues("spring.cache.cache-names=books", "freshet.caches.books.ttl=7s")
                .run(context -> assertThat(policyTtl(context)).isEqualTo(Duration.ofSeconds(7)));
        application
                .withPropertyValues("spring.cache.redis.time-to-live=9m")
                .run(context -> assertThat(policyTtl(context)).isEqualTo(Duration.ofMinutes(9)));
        application
                .withPropertyValues("freshet.defaults.ttl=8m")
                .run(context -> assertThat(policyTtl(context)).isEqualTo(Duration.ofMinutes(8)));
        application.run(context -> assertThat(policyTtl(context)).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void settingsOfACacheThatIsNamedAtRunTime_waitForIt() {
        application.withPropertyValues("freshet.caches.books.ttl=7s").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(policyTtl(context)).isEqualTo(Duration.ofSeconds(7));
        });
        application
                .withPropertyValues("freshet.caches.books.tll=7s")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("Did you mean"));
        application
                .withPropertyValues("spring.cache.cache-names=authors", "freshet.caches.books.ttl=7s")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("'books', which there is not"));
    }

    private static Duration policyTtl(ApplicationContext context) {
        return ((io.freshet.Cache<?, ?>)
                        SpringCacheApplications.cache(context, "books").getNativeCache())
                .policy()
                .timeToLive();
    }

    @Test
    void manager_isFreshets_unlessSomethingElseIsSaid() {
        application.run(
                context -> assertThat(context.getBean(CacheManager.class)).isInstanceOf(FreshetCacheManager.class));
        application
                .withPropertyValues("spring.cache.type=simple")
                .run(context ->
                        assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class));
        application
                .withPropertyValues("spring.cache.type=none")
                .run(context -> assertThat(context.getBean(CacheManager.class)).isInstanceOf(NoOpCacheManager.class));
        application
                .withPropertyValues("freshet.spring-cache.enabled=false")
                .run(context ->
                        assertThat(context.getBean(CacheManager.class)).isNotInstanceOf(FreshetCacheManager.class));
        application
                .withBean("own", CacheManager.class, ConcurrentMapCacheManager::new)
                .run(context ->
                        assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class));
        Applications.plain().run(context -> assertThat(context).doesNotHaveBean(CacheManager.class));
    }

    @Test
    void keyWithoutText_isRefused_unlessTheApplicationKnowsOne() {
        run(cache -> assertThatThrownBy(() -> cache.get(new Object())).isInstanceOf(UnknownKeyException.class));
        application.withBean(KeyText.class, () -> Object::toString).run(context -> {
            SpringCacheApplications.haveLease(context);
            Cache cache = SpringCacheApplications.cache(context, "books");
            StringBuilder key = new StringBuilder("k");
            cache.put(key, "x");
            assertThat(value(cache, new StringBuilder("k"))).isEqualTo("x");
        });
    }

    @Test
    void valueThatWasReadBeforeAnEviction_andLookedForBefore_isNotKept() {
        run(cache -> {
            assertThat(cache.get("a")).isNull();
            String read = "read before";
            CompletableFuture.runAsync(() -> cache.evict("a")).join();
            cache.put("a", read);
            assertThat(cache.get("a")).isNull();
            cache.put("a", "read after");
            assertThat(value(cache, "a")).isEqualTo("read after");
        });
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object value(Cache cache, Object key) {
        ValueWrapper found = cache.get(key);
        return found == null ? "nothing" : String.valueOf(found.get());
    }

    private interface Use {
        void with(Cache cache);
    }

    private void run(Use use) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            SpringCacheApplications.haveLease(context);
            use.with(SpringCacheApplications.cache(context, "books"));
        });
    }
}
