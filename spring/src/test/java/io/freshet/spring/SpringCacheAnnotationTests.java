package io.freshet.spring;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Spring's documentation says of its cache annotations. */
class SpringCacheAnnotationTests {

    private final ApplicationContextRunner application =
            SpringCacheApplications.plain().withUserConfiguration(Own.class).withBean(Books.class);

    @Test
    void cacheable_isCalledOnceForEachKey() {
        run((context, books) -> {
            String first = books.title(1);
            assertThat(books.title(1)).isEqualTo(first);
            assertThat(books.title(2)).isNotEqualTo(first);
            assertThat(books.calls()).isEqualTo(2);
            assertThat(cache(context, "titles").get(1)).isNotNull();
        });
    }

    @Test
    void cacheableOfNull_keepsIt() {
        run((context, books) -> {
            assertThat(books.nothing(1)).isNull();
            assertThat(books.nothing(1)).isNull();
            assertThat(books.calls()).isEqualTo(1);
        });
    }

    @Test
    void cacheableOptional_keepsWhatItHolds() {
        run((context, books) -> {
            assertThat(books.maybe(1)).contains("book 1");
            assertThat(books.maybe(1)).contains("book 1");
            assertThat(books.maybe(-1)).isEmpty();
            assertThat(books.maybe(-1)).isEmpty();
            assertThat(books.calls()).isEqualTo(2);
            assertThat(cache(context, "maybe").get(1, String.class)).isEqualTo("book 1");
        });
    }

    @Test
    void condition_andUnless_decide() {
        run((context, books) -> {
            books.conditional(3);
            books.conditional(3);
            assertThat(books.calls()).as("the condition does not hold").isEqualTo(2);
            books.conditional(4);
            books.conditional(4);
            assertThat(books.calls()).isEqualTo(3);
            books.unless(11);
            books.unless(11);
            assertThat(books.calls()).as("unless holds").isEqualTo(5);
            books.unless(9);
            books.unless(9);
            assertThat(books.calls()).isEqualTo(6);
        });
    }

    @Test
    void keys_areParametersExpressionsOrWhatAGeneratorMakes() {
        run((context, books) -> {
            books.several(1, "a");
            books.several(1, "a");
            books.several(1, "b");
            assertThat(books.calls()).as("all parameters").isEqualTo(2);
            books.keyed(1, "ignored");
            books.keyed(1, "too");
            assertThat(books.calls()).as("an expression").isEqualTo(3);
            books.generated(1, "ignored");
            books.generated(1, "too");
            assertThat(books.calls()).as("a generator").isEqualTo(4);
            assertThat(cache(context, "generated").get("generated/1")).isNotNull();
            books.without();
            books.without();
            assertThat(books.calls()).as("no parameters").isEqualTo(5);
            books.ofMethod(1);
            assertThat(cache(context, "names").get("ofMethod1")).isNotNull();
            books.varied(1, 2);
            books.varied(1, 2);
            books.varied(1);
            assertThat(books.calls()).as("an array").isEqualTo(8);
        });
    }

    @Test
    void severalCaches_areAllFilled_andAnyOfThemAnswers() {
        run((context, books) -> {
            String both = books.both(1);
            assertThat(cache(context, "first").get(1, String.class)).isEqualTo(both);
            assertThat(cache(context, "second").get(1, String.class)).isEqualTo(both);
            cache(context, "first").evict(1);
            assertThat(books.both(1)).isEqualTo(both);
            assertThat(books.calls()).isEqualTo(1);
        });
    }

    @Test
    void evict_afterTheCall_andBeforeIt() {
        run((context, books) -> {
            books.title(1);
            books.forget(1);
            books.title(1);
            assertThat(books.calls()).isEqualTo(2);
            assertThatThrownBy(() -> books.forgetAndFail(1)).hasMessage("on purpose");
            books.title(1);
            assertThat(books.calls()).as("a call that fails evicts nothing").isEqualTo(2);
            assertThatThrownBy(() -> books.forgetFirstAndFail(1)).hasMessage("on purpose");
            books.title(1);
            assertThat(books.calls()).as("before the call").isEqualTo(3);
            books.forgetIf(1, false);
            books.title(1);
            assertThat(books.calls()).as("a condition").isEqualTo(3);
            books.forgetIf(1, true);
            books.title(1);
            assertThat(books.calls()).isEqualTo(4);
        });
    }

    @Test
    void evictAll_leavesNothing_alsoBeforeTheCall() {
        run((context, books) -> {
            books.title(1);
            books.title(2);
            books.forgetAll();
            assertThat(cache(context, "titles").get(1)).isNull();
            assertThat(cache(context, "titles").get(2)).isNull();
            books.title(1);
            assertThatThrownBy(books::forgetAllFirstAndFail).hasMessage("on purpose");
            assertThat(cache(context, "titles").get(1)).isNull();
        });
    }

    @Test
    void put_replacesWhatIsThere_andCallsEachTime() {
        run((context, books) -> {
            books.title(1);
            String renamed = books.rename(1);
            assertThat(books.rename(1)).isNotEqualTo(renamed);
            int calls = books.calls();
            assertThat(books.title(1)).isEqualTo("renamed 1, call 3");
            assertThat(books.calls()).isEqualTo(calls);
            books.renameUnless(1);
            assertThat(books.title(1)).isEqualTo("renamed 1, call 3");
        });
    }

    @Test
    void caching_joinsAnnotations() {
        run((context, books) -> {
            books.title(1);
            books.without();
            books.several(7, "x");
            books.change(1);
            assertThat(cache(context, "titles").get(1)).isNull();
            assertThat(cache(context, "simple").get(org.springframework.cache.interceptor.SimpleKey.EMPTY))
                    .isNull();
            String result = books.cacheableAndPut(5);
            assertThat(cache(context, "first").get(5, String.class)).isEqualTo(result);
            assertThat(cache(context, "second").get(5, String.class)).isEqualTo(result);
            assertThat(books.cacheableAndPut(5)).as("a put calls each time").isNotEqualTo(result);
        });
    }

    @Test
    void exceptions_comeThroughUnchanged_andNothingIsKept() {
        run((context, books) -> {
            assertThatThrownBy(() -> books.checked(1))
                    .isInstanceOf(IOException.class)
                    .hasMessage("1");
            assertThatThrownBy(() -> books.unchecked(1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("1");
            assertThatThrownBy(() -> books.checkedInSync(1))
                    .isInstanceOf(IOException.class)
                    .hasMessage("1");
            assertThatThrownBy(() -> books.uncheckedInSync(1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("1");
            assertThat(books.calls()).isEqualTo(4);
        });
    }

    @Test
    void sync_callsOnce_whoeverAsks_andKeepsNull() {
        run((context, books) -> {
            CountDownLatch begin = new CountDownLatch(1);
            List<CompletableFuture<String>> readers = IntStream.range(0, 10)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        SpringCacheTests.awaitLatch(begin);
                        return books.inSync(1);
                    }))
                    .toList();
            begin.countDown();
            assertThat(readers).allMatch(each -> each.join().equals("in sync 1"));
            assertThat(books.calls()).isEqualTo(1);
            assertThat(books.nothingInSync(1)).isNull();
            assertThat(books.nothingInSync(1)).isNull();
            assertThat(books.calls()).isEqualTo(2);
        });
    }

    @Test
    void classLevelAnnotations_andCacheConfig_count() {
        application.withBean(Shelf.class).run(context -> {
            SpringCacheApplications.haveLease(context);
            Shelf shelf = context.getBean(Shelf.class);
            shelf.all();
            shelf.all();
            assertThat(shelf.calls()).isEqualTo(1);
            assertThat(cache(context, "shelf").get("all/none")).isNotNull();
            shelf.clear();
            shelf.all();
            assertThat(shelf.calls()).isEqualTo(2);
            shelf.composed(3);
            shelf.composed(3);
            assertThat(shelf.calls()).isEqualTo(3);
        });
    }

    @Test
    void ownManagerAndResolver_areAsked() {
        run((context, books) -> {
            books.elsewhere(1);
            books.elsewhere(1);
            assertThat(books.calls()).isEqualTo(1);
            assertThat(context.getBean("other", CacheManager.class).getCache("elsewhere"))
                    .isNotNull();
            assertThat(context.getBean("cacheManager", CacheManager.class).getCacheNames())
                    .doesNotContain("elsewhere");
            books.resolved(1);
            books.resolved(1);
            assertThat(books.calls()).isEqualTo(2);
            assertThat(cache(context, "resolved at run time").get(1)).isNotNull();
        });
    }

    @Test
    void errors_goToTheErrorHandler() {
        application.withBean(Lenient.class).withUserConfiguration(Handled.class).run(context -> {
            SpringCacheApplications.haveLease(context);
            Books books = context.getBean(Books.class);
            assertThat(books.ofAnything(new StringBuilder("x"))).isEqualTo("x");
            books.forgetAnything(new StringBuilder("x"));
            assertThat(context.getBean(Lenient.class).heard).containsExactly("get", "put", "evict");
        });
        run((context, books) -> assertThatThrownBy(() -> books.ofAnything(new StringBuilder("x")))
                .hasMessageContaining("java.lang.StringBuilder"));
    }

    @Test
    void futures_areKeptWhenTheyCome_unlessOvertaken() {
        run((context, books) -> {
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> first = books.later(1, source);
            assertThat(first).isNotDone();
            source.complete("x");
            assertThat(first.join()).isEqualTo("x");
            assertThat(books.later(1, new CompletableFuture<>()).join()).isEqualTo("x");
            assertThat(books.calls()).isEqualTo(1);
            CompletableFuture<String> overtaken = new CompletableFuture<>();
            CompletableFuture<String> second = books.later(2, overtaken);
            CompletableFuture.runAsync(() -> cache(context, "later").evict(2)).join();
            CompletableFuture.runAsync(() -> overtaken.complete("read before")).join();
            assertThat(second.join()).isEqualTo("read before");
            assertThat(cache(context, "later").get(2)).isNull();
            assertThat(books.laterInSync(3, CompletableFuture.completedFuture("y"))
                            .join())
                    .isEqualTo("y");
            assertThat(books.laterInSync(3, CompletableFuture.completedFuture("z"))
                            .join())
                    .isEqualTo("y");
        });
    }

    @Test
    void stages_areKeptWhenTheyCome_unlessOvertaken() {
        run((context, books) -> {
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletionStage<String> answer = books.stage(1, first);
            first.complete("first");
            assertThat(answer.toCompletableFuture().join()).isEqualTo("first");
            CompletionStage<String> hit = books.stage(1, new CompletableFuture<>());
            assertThat(hit.toCompletableFuture().join()).isEqualTo("first");
            CompletableFuture<String> overtaken = new CompletableFuture<>();
            CompletionStage<String> late = books.stage(2, overtaken);
            cache(context, "stages").evict(2);
            overtaken.complete("computed before the eviction");
            assertThat(late.toCompletableFuture().join()).isEqualTo("computed before the eviction");
            assertThat(cache(context, "stages").get(2)).isNull();
        });
    }

    @Test
    void reactiveResults_areKeptWhenTheyCome_unlessOvertaken() {
        run((context, books) -> {
            assertThat(books.mono(1, Mono.just("x")).block()).isEqualTo("x");
            assertThat(books.mono(1, Mono.just("y")).block()).isEqualTo("x");
            assertThat(books.flux(Flux.just("a", "b")).collectList().block()).containsExactly("a", "b");
            assertThat(books.flux(Flux.just("c")).collectList().block()).containsExactly("a", "b");
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> overtaken =
                    books.mono(2, Mono.fromFuture(source)).toFuture();
            CompletableFuture.runAsync(() -> cache(context, "mono").evict(2)).join();
            CompletableFuture.runAsync(() -> source.complete("read before")).join();
            assertThat(overtaken.join()).isEqualTo("read before");
            assertThat(cache(context, "mono").get(2)).isNull();
        });
    }

    @Test
    void loadThatBeganBeforeAnEviction_neverStoresOverIt() {
        run((context, books) -> {
            for (BiConsumer<Books, Runnable> load : List.<BiConsumer<Books, Runnable>>of(
                    (it, meanwhile) -> it.meanwhile(1, meanwhile),
                    (it, meanwhile) -> it.meanwhileInSync(1, meanwhile),
                    (it, meanwhile) -> it.putMeanwhile(1, meanwhile))) {
                load.accept(
                        books,
                        () -> CompletableFuture.runAsync(() -> books.forgetMeanwhile(1))
                                .join());
                assertThat(cache(context, "meanwhile").get(1)).isNull();
                load.accept(
                        books,
                        () -> CompletableFuture.runAsync(books::forgetAllMeanwhile)
                                .join());
                assertThat(cache(context, "meanwhile").get(1)).isNull();
                load.accept(books, () -> {});
                assertThat(cache(context, "meanwhile").get(1)).isNotNull();
                books.forgetMeanwhile(1);
            }
        });
    }

    private interface Use {
        void with(ApplicationContext context, Books books) throws Exception;
    }

    private void run(Use use) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            SpringCacheApplications.haveLease(context);
            use.with(context, context.getBean(Books.class));
        });
    }

    private static Cache cache(ApplicationContext context, String name) {
        return java.util.Objects.requireNonNull(
                context.getBean("cacheManager", CacheManager.class).getCache(name));
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean(defaultCandidate = false)
        CacheManager other() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        KeyGenerator firstOnly() {
            return (target, method, params) -> method.getName() + "/" + (params.length == 0 ? "none" : params[0]);
        }

        @Bean
        CacheResolver atRunTime(org.springframework.beans.factory.ObjectProvider<CacheManager> manager) {
            return new CacheResolver() {
                @Override
                public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
                    return List.of(
                            java.util.Objects.requireNonNull(manager.getObject().getCache("resolved at run time")));
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Handled implements org.springframework.cache.annotation.CachingConfigurer {

        private final org.springframework.beans.factory.ObjectProvider<Lenient> lenient;

        Handled(org.springframework.beans.factory.ObjectProvider<Lenient> lenient) {
            this.lenient = lenient;
        }

        @Override
        public CacheErrorHandler errorHandler() {
            return lenient.getObject();
        }
    }

    static class Lenient implements CacheErrorHandler {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void handleCacheGetError(RuntimeException exception, Cache cache, Object key) {
            heard.add("get");
        }

        @Override
        public void handleCachePutError(RuntimeException exception, Cache cache, Object key, @Nullable Object value) {
            heard.add("put");
        }

        @Override
        public void handleCacheEvictError(RuntimeException exception, Cache cache, Object key) {
            heard.add("evict");
        }

        @Override
        public void handleCacheClearError(RuntimeException exception, Cache cache) {
            heard.add("clear");
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Cacheable(cacheNames = "composed")
    @interface Composed {}

    @CacheConfig(cacheNames = "shelf", keyGenerator = "firstOnly")
    @Cacheable
    static class Shelf {

        private final AtomicInteger calls = new AtomicInteger();

        public List<String> all() {
            return List.of("call " + calls.incrementAndGet());
        }

        @CacheEvict(allEntries = true)
        public void clear() {}

        @Cacheable(condition = "false")
        public int calls() {
            return calls.get();
        }

        @Composed
        public String composed(int id) {
            return "call " + calls.incrementAndGet();
        }
    }

    static class Books {

        private final AtomicInteger calls = new AtomicInteger();

        public int calls() {
            return calls.get();
        }

        private String next(String what) {
            return what + ", call " + calls.incrementAndGet();
        }

        @Cacheable(cacheNames = "stages", key = "#p0")
        public CompletionStage<String> stage(int id, CompletableFuture<String> answer) {
            return answer;
        }

        @Cacheable("titles")
        public String title(int id) {
            return next("title " + id);
        }

        @Cacheable("nothing")
        public @Nullable String nothing(int id) {
            calls.incrementAndGet();
            return null;
        }

        @Cacheable("maybe")
        public Optional<String> maybe(int id) {
            calls.incrementAndGet();
            return id < 0 ? Optional.empty() : Optional.of("book " + id);
        }

        @Cacheable(cacheNames = "conditional", condition = "#p0 % 2 == 0")
        public String conditional(int id) {
            return next("conditional");
        }

        @Cacheable(cacheNames = "unless", unless = "#result > 10")
        public int unless(int id) {
            calls.incrementAndGet();
            return id;
        }

        @Cacheable("several")
        public String several(int id, String text) {
            return next(text);
        }

        @Cacheable(cacheNames = "keyed", key = "#p0")
        public String keyed(int id, String text) {
            return next(text);
        }

        @Cacheable(cacheNames = "generated", keyGenerator = "firstOnly")
        public String generated(int id, String text) {
            return next(text);
        }

        @Cacheable("simple")
        public String without() {
            return next("without");
        }

        @Cacheable(cacheNames = "names", key = "#root.methodName + #p0")
        public String ofMethod(int id) {
            return next("of method");
        }

        @Cacheable("varied")
        public String varied(int... ids) {
            return next(Arrays.toString(ids));
        }

        @Cacheable({"first", "second"})
        public String both(int id) {
            return next("both");
        }

        @CacheEvict("titles")
        public void forget(int id) {}

        @CacheEvict("titles")
        public void forgetAndFail(int id) {
            throw new IllegalStateException("on purpose");
        }

        @CacheEvict(cacheNames = "titles", beforeInvocation = true)
        public void forgetFirstAndFail(int id) {
            throw new IllegalStateException("on purpose");
        }

        @CacheEvict(cacheNames = "titles", key = "#p0", condition = "#p1")
        public void forgetIf(int id, boolean really) {}

        @CacheEvict(cacheNames = "titles", allEntries = true)
        public void forgetAll() {}

        @CacheEvict(cacheNames = "titles", allEntries = true, beforeInvocation = true)
        public void forgetAllFirstAndFail() {
            throw new IllegalStateException("on purpose");
        }

        @CachePut("titles")
        public String rename(int id) {
            return next("renamed " + id);
        }

        @CachePut(cacheNames = "titles", unless = "#result.startsWith('renamed')")
        public String renameUnless(int id) {
            return next("renamed " + id);
        }

        @Caching(evict = {@CacheEvict("titles"), @CacheEvict(cacheNames = "simple", allEntries = true)})
        public void change(int id) {}

        @Caching(cacheable = @Cacheable("first"), put = @CachePut("second"))
        public String cacheableAndPut(int id) {
            return next("both");
        }

        @Cacheable("failing")
        public String checked(int id) throws IOException {
            calls.incrementAndGet();
            throw new IOException(String.valueOf(id));
        }

        @Cacheable("failing")
        public String unchecked(int id) {
            calls.incrementAndGet();
            throw new UnsupportedOperationException(String.valueOf(id));
        }

        @Cacheable(cacheNames = "failing", sync = true)
        public String checkedInSync(int id) throws IOException {
            calls.incrementAndGet();
            throw new IOException(String.valueOf(id));
        }

        @Cacheable(cacheNames = "failing", sync = true)
        public String uncheckedInSync(int id) {
            calls.incrementAndGet();
            throw new UnsupportedOperationException(String.valueOf(id));
        }

        @Cacheable(cacheNames = "sync", sync = true)
        public String inSync(int id) {
            calls.incrementAndGet();
            return "in sync " + id;
        }

        @Cacheable(cacheNames = "nothing", sync = true)
        public @Nullable String nothingInSync(int id) {
            calls.incrementAndGet();
            return null;
        }

        @Cacheable(cacheNames = "elsewhere", cacheManager = "other")
        public String elsewhere(int id) {
            return next("elsewhere");
        }

        @Cacheable(cacheResolver = "atRunTime")
        public String resolved(int id) {
            return next("resolved");
        }

        @Cacheable("anything")
        public String ofAnything(StringBuilder key) {
            return key.toString();
        }

        @CacheEvict("anything")
        public void forgetAnything(StringBuilder key) {}

        @Cacheable(cacheNames = "later", key = "#p0")
        public CompletableFuture<String> later(int id, CompletableFuture<String> source) {
            calls.incrementAndGet();
            return source;
        }

        @Cacheable(cacheNames = "laterInSync", key = "#p0", sync = true)
        public CompletableFuture<String> laterInSync(int id, CompletableFuture<String> source) {
            return source;
        }

        @Cacheable(cacheNames = "mono", key = "#p0")
        public Mono<String> mono(int id, Mono<String> source) {
            return source;
        }

        @Cacheable(cacheNames = "flux", key = "'all'")
        public Flux<String> flux(Flux<String> source) {
            return source;
        }

        @Cacheable(cacheNames = "meanwhile", key = "#p0")
        public String meanwhile(int id, Runnable meanwhile) {
            meanwhile.run();
            return next("meanwhile");
        }

        @Cacheable(cacheNames = "meanwhile", key = "#p0", sync = true)
        public String meanwhileInSync(int id, Runnable meanwhile) {
            meanwhile.run();
            return next("meanwhile");
        }

        @CachePut(cacheNames = "meanwhile", key = "#p0")
        public String putMeanwhile(int id, Runnable meanwhile) {
            meanwhile.run();
            return next("meanwhile");
        }

        @CacheEvict(cacheNames = "meanwhile", key = "#p0")
        public void forgetMeanwhile(int id) {}

        @CacheEvict(cacheNames = "meanwhile", allEntries = true)
        public void forgetAllMeanwhile() {}
    }
}
