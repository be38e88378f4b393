package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;

/** A context whose parent has the instance. */
class ChildContextTests {

    @Test
    void methodsOfAChild_areFenced_andSeenToRead() {
        inAParent(parent -> child(parent).withBean(Prices.class).run(child -> {
            assertThat(child).hasNotFailed();
            isForgottenWhenWritten(child);
            Prices prices = child.getBean(Prices.class);
            prices.meanwhile(
                    1, () -> SpringCacheApplications.cache(child, "meanwhile").evict(1));
            assertThat(SpringCacheApplications.cache(child, "meanwhile").get(1)).isNull();
        }));
    }

    @Test
    void childrenThatDeclareTheSame_shareACache() {
        inAParent(parent -> {
            ApplicationContextRunner children = child(parent).withBean(Prices.class);
            children.run(child -> isForgottenWhenWritten(child));
            children.run(child -> {
                assertThat(child).hasNotFailed();
                isForgottenWhenWritten(child);
            });
            child(parent)
                    .withBean(OtherPrices.class)
                    .run(child -> assertThat(child)
                            .getFailure()
                            .hasMessageContaining("The cache 'amount' is declared twice: on Prices.amount"));
        });
    }

    @Test
    void cacheThatAChildCouldNotMake_isMadeByTheNext() {
        inAParent(parent -> {
            child(parent)
                    .withBean(WrongPrices.class)
                    .run(child -> assertThat(child).hasFailed());
            child(parent).withBean(Prices.class).run(child -> {
                assertThat(child).hasNotFailed();
                assertThat(parent.getBean(Freshet.class).cache("amount")).isNotNull();
                isForgottenWhenWritten(child);
            });
        });
    }

    @Test
    void childWithoutCachingOfItsOwn_evictsAsItsParentDoes() {
        inAParent(parent -> SpringCacheApplications.uncached(Applications.plain())
                .withParent(parent)
                .withBean(Prices.class)
                .run(child -> {
                    assertThat(child).hasNotFailed();
                    Cache kept = SpringCacheApplications.cache(parent, "kept");
                    kept.put(1, 10);
                    child.getBean(Prices.class).evict(1, () -> {});
                    assertThat(kept.get(1)).isNull();
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cacheManager", "own"})
    void childWithAManagerOfItsOwn_evictsAfterTheCommit_andFromItsOwnCachesOnly(String name) {
        inAParent(parent -> child(parent)
                .withBean(name, CacheManager.class, ConcurrentMapCacheManager::new)
                .withBean(Prices.class)
                .run(child -> {
                    assertThat(child).hasNotFailed();
                    Cache kept = Objects.requireNonNull(
                            child.getBean(name, CacheManager.class).getCache("kept"));
                    Cache ofTheParent = SpringCacheApplications.cache(parent, "kept");
                    kept.put(1, 10);
                    ofTheParent.put(1, 10);
                    AtomicBoolean isThere = new AtomicBoolean();
                    child.getBean(Prices.class).evict(1, () -> isThere.set(kept.get(1) != null));
                    assertThat(isThere).as("when the commit is done").isTrue();
                    assertThat(kept.get(1)).isNull();
                    assertThat(ofTheParent.get(1)).isNotNull();
                }));
    }

    private static ApplicationContextRunner child(ConfigurableApplicationContext parent) {
        return SpringCacheApplications.on(Applications.plain()).withParent(parent);
    }

    private interface Use {
        void with(ConfigurableApplicationContext parent);
    }

    private static void inAParent(Use use) {
        SpringCacheApplications.on(Applications.jdbc()).run(parent -> {
            SpringCacheApplications.haveLease(parent);
            JdbcTemplate jdbc = parent.getBean(JdbcTemplate.class);
            jdbc.execute("CREATE TABLE price (id INT PRIMARY KEY, amount INT)");
            jdbc.update("INSERT INTO price VALUES (1, 10)");
            use.with(parent.getSourceApplicationContext());
        });
    }

    private static void isForgottenWhenWritten(ApplicationContext child) {
        JdbcTemplate jdbc = child.getBean(JdbcTemplate.class);
        Prices prices = child.getBean(Prices.class);
        jdbc.update("UPDATE price SET amount = 10");
        assertThat(prices.amount(1)).isEqualTo(10);
        assertThat(prices.springsAmount(1)).isEqualTo(10);
        jdbc.update("UPDATE price SET amount = 20");
        assertThat(prices.amount(1)).isEqualTo(20);
        assertThat(prices.springsAmount(1)).isEqualTo(20);
    }

    /** One table. */
    public static class Prices {

        private final JdbcTemplate jdbc;

        public Prices(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        private int read(int id) {
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT amount FROM price WHERE id = ?", Integer.class, id));
        }

        @Cached(cache = "amount:{id}", ttl = "1m", tables = "price")
        public int amount(int id) {
            return read(id);
        }

        @Cacheable("springsAmount")
        public int springsAmount(int id) {
            return read(id);
        }

        @Cacheable(cacheNames = "meanwhile", key = "#p0")
        public int meanwhile(int id, Runnable meanwhile) {
            int read = read(id);
            meanwhile.run();
            return read;
        }

        @Transactional
        @CacheEvict(cacheNames = "kept", key = "#p0")
        public void evict(int id, Runnable afterCommit) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    afterCommit.run();
                }
            });
        }
    }

    /** Says something else of the same cache. */
    public static class OtherPrices {

        @Cached(cache = "amount:{id}", ttl = "2m", tables = "price")
        public int amount(int id) {
            return id;
        }
    }

    /** Says it as nobody can. */
    public static class WrongPrices {

        @Cached(cache = "amount:{id}", ttl = "0s", tables = "price")
        public int amount(int id) {
            return id;
        }
    }
}
