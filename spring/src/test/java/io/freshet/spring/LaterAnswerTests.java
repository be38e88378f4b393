package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.key.TenantResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.task.TaskDecorator;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Cached methods that give their values later. */
class LaterAnswerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "");

    private final ApplicationContextRunner application =
            Applications.jdbc().withBean(Prices.class).withBean(Outer.class).withBean(Heard.class);

    private static Prices ready(ApplicationContext context) {
        await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
        return context.getBean(Prices.class);
    }

    private static <T> T now(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void stage_isServedFromTheCache_untilWhatItDependsOnIsWritten() {
        application.run(context -> {
            Prices prices = ready(context);
            assertThat(now(prices.stage(1))).isEqualTo("1: 1");
            assertThat(now(prices.stage(1))).isEqualTo("1: 1");
            context.getBean(Freshet.class).invalidateTable("price");
            assertThat(now(prices.stage(1))).isEqualTo("1: 2");
        });
    }

    @Test
    void mono_isReadByEachSubscription_andAnEmptyOneIsKeptAsNull() {
        application.run(context -> {
            Prices prices = ready(context);
            Mono<String> price = prices.mono(1);
            assertThat(prices.loads()).as("not subscribed to").hasValue(0);
            assertThat(price.block(PATIENCE)).isEqualTo("1: 1");
            assertThat(price.block(PATIENCE)).isEqualTo("1: 1");
            context.getBean(Freshet.class).invalidateTable("price");
            assertThat(price.block(PATIENCE)).isEqualTo("1: 2");
            assertThat(prices.mono(-1).blockOptional(PATIENCE)).isEmpty();
            assertThat(prices.mono(-1).blockOptional(PATIENCE)).isEmpty();
            assertThat(prices.loads()).hasValue(3);
        });
    }

    @Test
    void flux_isKeptAsAList() {
        application.run(context -> {
            Prices prices = ready(context);
            assertThat(prices.flux(3).collectList().block(PATIENCE)).containsExactly("1", "2", "3");
            assertThat(prices.flux(3).take(2).collectList().block(PATIENCE)).containsExactly("1", "2");
            assertThat(prices.loads()).hasValue(1);
        });
    }

    @Test
    void failure_comesThrough_andIsNotKept() {
        application.run(context -> {
            Prices prices = ready(context);
            prices.fail(true);
            assertThatThrownBy(() -> prices.mono(1).block(PATIENCE)).hasMessage("no database");
            assertThatThrownBy(() -> prices.flux(1).blockLast(PATIENCE)).hasMessage("no database");
            assertThatThrownBy(() -> now(prices.stage(1))).hasRootCauseMessage("no database");
            prices.fail(false);
            assertThat(prices.mono(1).block(PATIENCE)).startsWith("1: ");
        });
    }

    @Test
    void contextOfTheSubscriber_reachesTheMethod() {
        application.run(context -> {
            Prices prices = ready(context);
            assertThat(prices.who().contextWrite(own -> own.put("user", "Ada")).block(PATIENCE))
                    .isEqualTo("Ada");
        });
    }

    @Test
    void reactiveTransaction_isNeitherServedNorKept() {
        application.run(context -> {
            Prices prices = ready(context);
            TransactionalOperator transaction = TransactionalOperator.create(new NoResources());
            assertThat(prices.mono(1).as(transaction::transactional).block(PATIENCE))
                    .isEqualTo("1: 1");
            assertThat(prices.mono(1).block(PATIENCE)).as("not kept").isEqualTo("1: 2");
            assertThat(prices.mono(1).block(PATIENCE)).isEqualTo("1: 2");
            assertThat(prices.mono(1).as(transaction::transactional).block(PATIENCE))
                    .as("not served")
                    .isEqualTo("1: 3");
        });
    }

    @Test
    void methodThatDeclaresNothing_isNotKept_andTheLogSaysWhy() {
        application.run(context -> {
            Prices prices = ready(context);
            assertThat(prices.undeclared().block(PATIENCE)).isEqualTo("load 1");
            assertThat(prices.undeclared().block(PATIENCE)).isEqualTo("load 2");
            assertThat(context.getBean(Heard.class).notKept)
                    .singleElement()
                    .satisfies(told -> assertThat(told.why()).contains("declare what it depends on"));
        });
    }

    @Test
    void loadThatWaitsForAMono_isNotKept_whereItsDependenciesAreObserved() {
        application.run(context -> {
            Prices prices = ready(context);
            prices.mono(1).block(PATIENCE);
            Outer outer = context.getBean(Outer.class);
            assertThat(outer.observed()).isEqualTo("1: 1");
            context.getBean(Freshet.class).invalidateTable("price");
            assertThat(outer.observed()).isEqualTo("1: 2");
        });
    }

    @Test
    void tenantOfTheCaller_isTakenAlongByATaskDecorator_andItsLossIsSaid() {
        application.withBean(TenantResolver.class, () -> TENANT::get).run(context -> {
            Prices prices = ready(context);
            TENANT.set("7");
            assertThatThrownBy(() -> now(prices.ofTenant()))
                    .hasRootCauseMessage(
                            "Cache 'price:tenant' cannot be loaded, because another thread does not know the caller's tenant:"
                                    + " define a bean of type org.springframework.core.task.TaskDecorator that takes it along");
        });
        application
                .withBean(TenantResolver.class, () -> TENANT::get)
                .withBean(TaskDecorator.class, () -> LaterAnswerTests::withTenant)
                .run(context -> {
                    Prices prices = ready(context);
                    TENANT.set("7");
                    assertThat(now(prices.ofTenant())).isEqualTo("of 7");
                    TENANT.set("8");
                    assertThat(now(prices.ofTenant())).isEqualTo("of 8");
                });
        TENANT.remove();
    }

    private static Runnable withTenant(Runnable work) {
        String tenant = TENANT.get();
        return () -> {
            TENANT.set(tenant);
            try {
                work.run();
            } finally {
                TENANT.remove();
            }
        };
    }

    static class Heard implements CacheListener {

        final List<CacheEvent.NotKept> notKept = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(CacheEvent event) {
            if (event instanceof CacheEvent.NotKept told) {
                notKept.add(told);
            }
        }
    }

    static class Outer {

        private final Prices prices;

        Outer(Prices prices) {
            this.prices = prices;
        }

        @Cached(cache = "outer", shared = true)
        public @Nullable String observed() {
            return prices.mono(1).block(PATIENCE);
        }
    }

    static class Prices {

        private final AtomicInteger loads = new AtomicInteger();
        private volatile boolean isFailing;

        public AtomicInteger loads() {
            return loads;
        }

        public void fail(boolean now) {
            isFailing = now;
        }

        @Cached(cache = "price:stage:{id}", tables = "price", shared = true)
        public CompletableFuture<String> stage(int id) {
            return CompletableFuture.supplyAsync(() -> load(id));
        }

        @Cached(cache = "price:mono:{id}", tables = "price", shared = true)
        public Mono<String> mono(int id) {
            return Mono.fromCallable(() -> id < 0 ? none() : load(id));
        }

        private @Nullable String none() {
            loads.incrementAndGet();
            return null;
        }

        @Cached(cache = "price:flux:{most}", tables = "price", shared = true)
        public Flux<String> flux(int most) {
            return Flux.range(1, most).map(String::valueOf).doOnSubscribe(any -> load(most));
        }

        @Cached(cache = "price:who", tables = "price", shared = true)
        public Mono<String> who() {
            return Mono.deferContextual(context -> Mono.just(context.get("user")));
        }

        @Cached(cache = "price:undeclared", shared = true)
        public Mono<String> undeclared() {
            return Mono.fromCallable(() -> "load " + loads.incrementAndGet());
        }

        @Cached(cache = "price:tenant", tables = "price")
        public CompletionStage<String> ofTenant() {
            return CompletableFuture.completedStage("of " + TENANT.get());
        }

        private String load(int id) {
            if (isFailing) {
                throw new IllegalStateException("no database");
            }
            return id + ": " + loads.incrementAndGet();
        }
    }

    /** Transactions of nothing. */
    @SuppressWarnings("serial") // it is never written
    private static final class NoResources extends AbstractReactiveTransactionManager {

        @Override
        protected Object doGetTransaction(TransactionSynchronizationManager synchronization) {
            return new Object();
        }

        @Override
        protected Mono<Void> doBegin(
                TransactionSynchronizationManager synchronization,
                Object transaction,
                TransactionDefinition definition) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> doCommit(
                TransactionSynchronizationManager synchronization, GenericReactiveTransaction status) {
            return Mono.empty();
        }

        @Override
        protected Mono<Void> doRollback(
                TransactionSynchronizationManager synchronization, GenericReactiveTransaction status) {
            return Mono.empty();
        }
    }
}
