package io.freshet.spring;

import io.freshet.key.TenantResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** What a call keeps or evicts is of the tenant for whom the call was made, whoever completes it. */
class SpringCacheTenantTests {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();
    private static final TenantResolver TENANTS = () -> Objects.requireNonNullElse(TENANT.get(), "");

    private final ApplicationContextRunner application = SpringCacheApplications.plain()
            .withBean(SpringCacheFenceTests.Elsewhere.class)
            .withBean(TenantResolver.class, () -> TENANTS)
            .withBean(Reports.class);

    /** What answers later. */
    enum Later {
        FUTURE,
        STAGE,
        FUTURE_IN_SYNC,
        MONO,
        MONO_IN_SYNC,
        MONO_THAT_PUTS;

        CompletableFuture<String> of(Reports reports) {
            return switch (this) {
                case FUTURE -> reports.future(1);
                case STAGE -> reports.stage(1).toCompletableFuture();
                case FUTURE_IN_SYNC -> reports.futureInSync(1);
                case MONO -> reports.mono(1).toFuture();
                case MONO_IN_SYNC -> reports.monoInSync(1).toFuture();
                case MONO_THAT_PUTS -> reports.monoThatPuts(1).toFuture();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueThatAnotherTenantsThreadCompletes_isOfWhoCalled(Later later) {
        run((context, reports) -> {
            CompletableFuture<String> answer = as("a", () -> later.of(reports));
            onAnotherThread("b", () -> reports.pending().complete("of a"));
            assertThat(answer.join()).isEqualTo("of a");
            assertThat(as("b", () -> cache(context).get(1))).isNull();
            assertThat(as("a", () -> cache(context).get(1, String.class))).isEqualTo("of a");
        });
    }

    @ParameterizedTest
    @EnumSource
    void valueThatNobodysThreadCompletes_isOfWhoCalled(Later later) {
        run((context, reports) -> {
            CompletableFuture<String> answer = as("a", () -> later.of(reports));
            onAnotherThread(null, () -> reports.pending().complete("of a"));
            assertThat(answer.join()).isEqualTo("of a");
            assertThat(as("a", () -> cache(context).get(1, String.class))).isEqualTo("of a");
        });
    }

    @Test
    void evictionAfterALaterResult_isOfWhoCalled() {
        run((context, reports) -> {
            as("a", () -> reports.report(1));
            as("b", () -> reports.report(1));
            CompletableFuture<String> answer = as("a", () -> reports.forget(1));
            onAnotherThread("b", () -> reports.pending().complete("done"));
            answer.join();
            assertThat(as("a", () -> cache(context).get(1))).isNull();
            assertThat(as("b", () -> cache(context).get(1))).isNotNull();
        });
    }

    @Test
    void clearingAfterALaterResult_isOfWhoCalled() {
        run((context, reports) -> {
            as("a", () -> reports.report(1));
            as("b", () -> reports.report(1));
            CompletableFuture<Void> answer =
                    as("a", () -> reports.forgetAll().toFuture().thenAccept(any -> {}));
            onAnotherThread("b", () -> reports.pending().complete("done"));
            answer.join();
            assertThat(as("a", () -> cache(context).get(1))).isNull();
            assertThat(as("b", () -> cache(context).get(1))).isNotNull();
        });
    }

    @Test
    void whatTheCallerDoesWithALaterResult_isOfWhoDoesIt() {
        run((context, reports) -> {
            CompletableFuture<Void> future = as("a", () -> reports.future(1))
                    .thenAccept(value -> as("b", () -> {
                        cache(context).put(2, "of b");
                        return value;
                    }));
            Mono<String> mono = as("a", () -> reports.mono(3))
                    .doOnNext(value -> as("b", () -> {
                        cache(context).put(4, "of b");
                        return value;
                    }));
            CompletableFuture<String> subscribed = mono.toFuture();
            onAnotherThread("b", () -> reports.pending().complete("of a"));
            CompletableFuture.allOf(future, subscribed).join();
            for (int key : new int[] {2, 4}) {
                assertThat(as("b", () -> cache(context).get(key, String.class))).isEqualTo("of b");
                assertThat(as("a", () -> cache(context).get(key))).isNull();
            }
        });
    }

    @Test
    void putInATransactionOfAnotherTenant_isOfWhoPut() {
        run((context, reports) -> {
            TransactionTemplate transactions =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            as(
                    "a",
                    () -> transactions.execute(status -> as("b", () -> {
                        cache(context).put(1, "by hand, of b");
                        return reports.refresh(2);
                    })));
            assertThat(as("b", () -> cache(context).get(1, String.class))).isEqualTo("by hand, of b");
            assertThat(as("a", () -> cache(context).get(1))).isNull();
            assertThat(as("a", () -> cache(context).get(2))).isNull();
        });
    }

    private static <T extends @Nullable Object> T as(@Nullable String tenant, Supplier<T> work) {
        String before = TENANT.get();
        TENANT.set(tenant);
        try {
            return work.get();
        } finally {
            TENANT.set(before);
        }
    }

    private static void onAnotherThread(@Nullable String tenant, Runnable work) {
        CompletableFuture.runAsync(() -> as(tenant, () -> {
                    work.run();
                    return "done";
                }))
                .join();
    }

    private static Cache cache(ApplicationContext context) {
        return SpringCacheApplications.cache(context, "reports");
    }

    private interface Use {
        void with(ApplicationContext context, Reports reports);
    }

    private void run(Use use) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            SpringCacheApplications.haveLease(context);
            use.with(context, context.getBean(Reports.class));
        });
    }

    /** Each tenant has its own. */
    public static class Reports {

        private final AtomicInteger loads = new AtomicInteger();
        private final CompletableFuture<String> pending = new CompletableFuture<>();

        CompletableFuture<String> pending() {
            return pending;
        }

        @Cacheable("reports")
        public String report(int id) {
            return loads.incrementAndGet() + " of " + TENANT.get();
        }

        @CachePut("reports")
        public String refresh(int id) {
            return loads.incrementAndGet() + " of " + TENANT.get();
        }

        @Cacheable("reports")
        public CompletableFuture<String> future(int id) {
            return pending;
        }

        @Cacheable("reports")
        public CompletionStage<String> stage(int id) {
            return pending;
        }

        @Cacheable(cacheNames = "reports", sync = true)
        public CompletableFuture<String> futureInSync(int id) {
            return pending;
        }

        @Cacheable("reports")
        public Mono<String> mono(int id) {
            return Mono.fromFuture(pending);
        }

        @Cacheable(cacheNames = "reports", sync = true)
        public Mono<String> monoInSync(int id) {
            return Mono.fromFuture(pending);
        }

        @CachePut("reports")
        public Mono<String> monoThatPuts(int id) {
            return Mono.fromFuture(pending);
        }

        @CacheEvict("reports")
        public CompletableFuture<String> forget(int id) {
            return pending;
        }

        @CacheEvict(cacheNames = "reports", allEntries = true)
        public Mono<String> forgetAll() {
            return Mono.fromFuture(pending);
        }
    }
}
