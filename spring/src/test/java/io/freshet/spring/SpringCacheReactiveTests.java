package io.freshet.spring;

import io.freshet.spring.configure.ReactiveCaptureAutoConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** Spring's cache annotations on methods whose transactions are reactive. */
class SpringCacheReactiveTests {

    private final ApplicationContextRunner application = SpringCacheApplications.on(Applications.plain())
            .withConfiguration(AutoConfigurations.of(ReactiveCaptureAutoConfiguration.class))
            .withUserConfiguration(Reactive.class);

    @Test
    void eviction_comesAfterTheCommit_soThatNobodyPutsBackWhatWasThereBefore() {
        application.run(context -> {
            SpringCacheApplications.haveLease(context);
            Pets pets = context.getBean(Pets.class);
            assertThat(pets.name(1).block()).isEqualTo("old");
            context.getBean(BeforeCommit.class).work =
                    () -> CompletableFuture.runAsync(() -> pets.name(1).block()).join();
            pets.rename(1, "new").block();
            assertThat(pets.name(1).block()).isEqualTo("new");
        });
    }

    /** A request that comes right before a commit. */
    static final class BeforeCommit implements TransactionExecutionListener {

        private volatile Runnable work = () -> {};

        @Override
        public void beforeCommit(TransactionExecution transaction) {
            work.run();
        }
    }

    /** A database of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class Reactive {

        @Bean
        BeforeCommit beforeCommit() {
            return new BeforeCommit();
        }

        @Bean
        ConnectionFactory connections() {
            return ConnectionFactories.get("r2dbc:h2:mem:///" + System.nanoTime() + "?options=DB_CLOSE_DELAY=-1");
        }

        @Bean
        R2dbcTransactionManager transactions(ConnectionFactory connections, BeforeCommit beforeCommit) {
            R2dbcTransactionManager manager = new R2dbcTransactionManager(connections);
            manager.setTransactionExecutionListeners(new ArrayList<>(List.of(beforeCommit)));
            return manager;
        }

        @Bean
        Pets pets(ConnectionFactory connections) {
            DatabaseClient client = DatabaseClient.create(connections);
            client.sql("CREATE TABLE pet (id INT PRIMARY KEY, name VARCHAR)")
                    .then()
                    .block();
            client.sql("INSERT INTO pet VALUES (1, 'old')").then().block();
            return new Pets(client);
        }
    }

    /** One table. */
    static class Pets {

        private final DatabaseClient client;

        Pets(DatabaseClient client) {
            this.client = client;
        }

        @Cacheable("names")
        public Mono<String> name(int id) {
            return client.sql("SELECT name FROM pet WHERE id = " + id)
                    .mapValue(String.class)
                    .one();
        }

        @CacheEvict(cacheNames = "names", key = "#p0")
        @Transactional
        public Mono<Long> rename(int id, String name) {
            return client.sql("UPDATE pet SET name = '" + name + "' WHERE id = " + id)
                    .fetch()
                    .rowsUpdated();
        }
    }
}
