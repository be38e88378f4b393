package io.freshet.spring;

import io.freshet.Freshet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.concurrent.ConcurrentMapCache;
import org.springframework.cache.support.SimpleCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Spring's annotations on a database: transactions, and what is seen to be read. */
class SpringCacheFenceTests {

    private final ApplicationContextRunner application =
            SpringCacheApplications.on(Applications.jdbc()).withBean(Prices.class);

    @Test
    void write_invalidatesWhatWasSeenToReadIt_thoughNobodyEvicts() {
        run((context, prices) -> {
            assertThat(prices.price(1)).isEqualTo(10);
            assertThat(prices.priceInSync(1)).isEqualTo(10);
            prices.price(1);
            prices.priceInSync(1);
            assertThat(prices.loads()).isEqualTo(2);
            jdbc(context).update("UPDATE price SET amount = 11 WHERE id = 1");
            assertThat(prices.price(1)).isEqualTo(11);
            assertThat(prices.priceInSync(1)).isEqualTo(11);
        });
    }

    @Test
    void cacheWithoutObservation_isEvictedByHandOnly() {
        application.withPropertyValues("freshet.caches.price.observe=never").run(context -> {
            Prices prices = ready(context);
            prices.price(1);
            jdbc(context).update("UPDATE price SET amount = 11 WHERE id = 1");
            assertThat(prices.price(1)).isEqualTo(10);
            prices.forget(1);
            assertThat(prices.price(1)).isEqualTo(11);
        });
    }

    @Test
    void cacheOverCaches_dependsOnWhatTheyRead() {
        run((context, prices) -> {
            assertThat(prices.total(prices)).isEqualTo(30);
            assertThat(prices.total(prices)).isEqualTo(30);
            assertThat(prices.totals()).isEqualTo(1);
            jdbc(context).update("UPDATE price SET amount = 11 WHERE id = 1");
            assertThat(prices.total(prices)).isEqualTo(31);
            prices.forget(2);
            assertThat(prices.total(prices)).isEqualTo(31);
            assertThat(prices.totals()).isEqualTo(3);
        });
    }

    @Test
    void eviction_isEffectiveWithTheCommit_andDroppedOnRollback() {
        run((context, prices) -> {
            prices.price(1);
            transactions(context).executeWithoutResult(status -> {
                prices.forget(1);
                assertThat(elsewhere(context, 1)).isTrue();
                assertThat(cache(context).get(1))
                        .as("the transaction's own look")
                        .isNull();
                status.setRollbackOnly();
            });
            assertThat(elsewhere(context, 1)).isTrue();
            transactions(context).executeWithoutResult(status -> {
                prices.forgetAll();
                assertThat(elsewhere(context, 1)).isTrue();
            });
            assertThat(elsewhere(context, 1)).isFalse();
            prices.price(1);
            assertThatThrownBy(() -> prices.forgetAndFail(1)).hasMessage("on purpose");
            assertThat(elsewhere(context, 1))
                    .as("within the method's own transaction")
                    .isTrue();
        });
    }

    @Test
    void put_isEffectiveWithTheCommit_andDroppedOnRollback() {
        run((context, prices) -> {
            prices.price(1);
            transactions(context).executeWithoutResult(status -> {
                cache(context).put(1, 99);
                assertThat(CompletableFuture.supplyAsync(() -> cache(context).get(1, Integer.class))
                                .join())
                        .isEqualTo(10);
                status.setRollbackOnly();
            });
            assertThat(prices.price(1)).isEqualTo(10);
            assertThatThrownBy(() -> prices.setAndFail(1, 98)).hasMessage("on purpose");
            assertThat(prices.price(1)).isEqualTo(10);
            assertThat(prices.set(1, 97)).isEqualTo(97);
            assertThat(prices.price(1)).isEqualTo(97);
            assertThat(prices.setWithoutTransaction(1, 96)).isEqualTo(96);
            assertThat(prices.price(1)).isEqualTo(96);
            jdbc(context).update("UPDATE price SET amount = 95 WHERE id = 1");
            assertThat(prices.price(1))
                    .as("what was put does not outlive a later write")
                    .isEqualTo(95);
        });
    }

    @Test
    void put_inATransactionThatWritesToNoDatabase_isKeptAfterItsCommit() {
        SpringCacheApplications.plain().withBean(Elsewhere.class).run(context -> {
            SpringCacheApplications.haveLease(context);
            Cache cache = cache(context);
            TransactionTemplate transactions = transactions(context);
            transactions.executeWithoutResult(status -> {
                cache.put(1, "a");
                cache.put(2, "b");
                cache.evict(2);
                assertThat(cache.get(1)).isNull();
            });
            assertThat(cache.get(1, String.class)).isEqualTo("a");
            assertThat(cache.get(2)).isNull();
            transactions.executeWithoutResult(status -> {
                cache.put(1, "never");
                status.setRollbackOnly();
            });
            assertThat(cache.get(1, String.class)).isEqualTo("a");
            transactions.executeWithoutResult(status -> {
                cache.put(1, "overtaken");
                CompletableFuture.runAsync(() -> cache.evict(1)).join();
            });
            assertThat(cache.get(1)).isNull();
        });
    }

    /** As without Freshet: a reader that comes between an eviction and its commit would put back what was there before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "freshet.enabled=false",
                "freshet.enabled=true",
                "freshet.mode=off",
                "freshet.spring-cache.enabled=false"
            })
    void cachesOfSomebodyElse_areEvictedAfterTheCommit(String property) {
        OwnCache own = new OwnCache();
        SpringCacheApplications.on(Applications.jdbc())
                .withBean(CacheManager.class, () -> managerOf(own))
                .withBean(Prices.class)
                .withPropertyValues(property)
                .run(context -> {
                    jdbc(context).execute("CREATE TABLE price (id INT PRIMARY KEY, amount INT)");
                    jdbc(context).update("INSERT INTO price VALUES (1, 10)");
                    context.getBean(Prices.class).change(1, 11);
                    assertThat(own.evictions).isEqualTo(1);
                    assertThat(own.evictionsInTransactions).isZero();
                });
    }

    private static CacheManager managerOf(Cache cache) {
        SimpleCacheManager manager = new SimpleCacheManager();
        manager.setCaches(List.of(cache));
        return manager;
    }

    @Test
    void readInAWritingTransaction_goesPastTheCache_andFillsNothing() {
        run((context, prices) -> {
            prices.price(1);
            transactions(context).executeWithoutResult(status -> {
                jdbc(context).update("UPDATE price SET amount = 50");
                assertThat(prices.price(1)).isEqualTo(50);
                assertThat(prices.price(2)).isEqualTo(50);
                status.setRollbackOnly();
            });
            assertThat(prices.price(1)).isEqualTo(10);
            assertThat(prices.price(2)).isEqualTo(20);
        });
    }

    @Test
    void evictionAfterTheCommit_isNotLost() {
        run((context, prices) -> {
            prices.price(1);
            transactions(context)
                    .executeWithoutResult(status ->
                            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                                @Override
                                public void afterCommit() {
                                    cache(context).evict(1);
                                }
                            }));
            assertThat(elsewhere(context, 1)).isFalse();
        });
    }

    @Test
    void hit_beginsNoTransaction() {
        run((context, prices) -> {
            prices.priceInTransaction(1);
            int begun = prices.transactions();
            prices.priceInTransaction(1);
            assertThat(prices.transactions()).isEqualTo(begun);
            assertThat(begun).isEqualTo(1);
        });
    }

    @Test
    void loads_thatAWriteOvertakes_areNotKept() {
        run((context, prices) -> {
            assertThat(prices.meanwhile(
                            1,
                            () -> CompletableFuture.runAsync(
                                            () -> jdbc(context).update("UPDATE price SET amount = 12 WHERE id = 1"))
                                    .join()))
                    .isEqualTo(10);
            assertThat(prices.meanwhile(1, () -> {})).isEqualTo(12);
        });
    }

    private interface Use {
        void with(ApplicationContext context, Prices prices);
    }

    private void run(Use use) {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            use.with(context, ready(context));
        });
    }

    private static Prices ready(ApplicationContext context) {
        jdbc(context)
                .execute(
                        "CREATE TABLE price (id INT PRIMARY KEY, amount INT); INSERT INTO price VALUES (1, 10), (2, 20)");
        assertThat(context.getBean(Freshet.class)).isNotNull();
        SpringCacheApplications.haveLease(context);
        Prices prices = context.getBean(Prices.class);
        await("the table is observed").until(() -> {
            int before = prices.loads();
            prices.price(1);
            return prices.loads() == before;
        });
        prices.forgetAll();
        prices.countFromNow();
        return prices;
    }

    private static Cache cache(ApplicationContext context) {
        return SpringCacheApplications.cache(context, "price");
    }

    private static boolean elsewhere(ApplicationContext context, int id) {
        return CompletableFuture.supplyAsync(() -> cache(context).get(id) != null)
                .join();
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return context.getBean(JdbcTemplate.class);
    }

    private static TransactionTemplate transactions(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    /** Transactions of something that is no database. */
    static class Elsewhere extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return "a transaction";
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    /** The application's own. */
    private static final class OwnCache extends ConcurrentMapCache {

        private int evictions;
        private int evictionsInTransactions;

        OwnCache() {
            super("price");
        }

        @Override
        public void evict(Object key) {
            evictions++;
            evictionsInTransactions += TransactionSynchronizationManager.isActualTransactionActive() ? 1 : 0;
            super.evict(key);
        }
    }

    static class Prices {

        private final AtomicInteger loads = new AtomicInteger();
        private final AtomicInteger totals = new AtomicInteger();
        private final AtomicInteger transactions = new AtomicInteger();
        private final JdbcTemplate jdbc;

        Prices(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        public void countFromNow() {
            loads.set(0);
        }

        public int loads() {
            return loads.get();
        }

        public int totals() {
            return totals.get();
        }

        public int transactions() {
            return transactions.get();
        }

        private int read(int id) {
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT amount FROM price WHERE id = ?", Integer.class, id));
        }

        @Cacheable("price")
        public int price(int id) {
            loads.incrementAndGet();
            return read(id);
        }

        @Cacheable(cacheNames = "inSync", sync = true)
        public int priceInSync(int id) {
            loads.incrementAndGet();
            return read(id);
        }

        @Cacheable("inTransaction")
        @Transactional(readOnly = true)
        public int priceInTransaction(int id) {
            transactions.addAndGet(TransactionSynchronizationManager.isActualTransactionActive() ? 1 : 0);
            return read(id);
        }

        @Cacheable(cacheNames = "total", key = "'all'")
        public int total(Prices self) {
            totals.incrementAndGet();
            return self.price(1) + self.price(2);
        }

        @Cacheable(cacheNames = "meanwhile", key = "#p0")
        public int meanwhile(int id, Runnable meanwhile) {
            int read = read(id);
            meanwhile.run();
            return read;
        }

        @CacheEvict("price")
        public void forget(int id) {}

        @CacheEvict(cacheNames = "price", allEntries = true)
        public void forgetAll() {}

        @CacheEvict(cacheNames = "price", key = "#p0")
        @Transactional
        public void change(int id, int amount) {
            jdbc.update("UPDATE price SET amount = ? WHERE id = ?", amount, id);
        }

        @CacheEvict(cacheNames = "price", beforeInvocation = true)
        @Transactional
        public void forgetAndFail(int id) {
            throw new IllegalStateException("on purpose");
        }

        @CachePut(cacheNames = "price", key = "#p0")
        @Transactional
        public int set(int id, int value) {
            jdbc.update("UPDATE price SET amount = ? WHERE id = ?", value, id);
            return value;
        }

        @CachePut(cacheNames = "price", key = "#p0")
        public int setWithoutTransaction(int id, int value) {
            jdbc.update("UPDATE price SET amount = ? WHERE id = ?", value, id);
            return value;
        }

        @CachePut(cacheNames = "price", key = "#p0")
        @Transactional
        public int setAndFail(int id, int value) {
            jdbc.update("UPDATE price SET amount = ? WHERE id = ?", value, id);
            throw new IllegalStateException("on purpose");
        }
    }
}
