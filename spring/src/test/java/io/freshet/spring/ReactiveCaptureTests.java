package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.spring.configure.ReactiveCaptureAutoConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** An application that has R2DBC and no JDBC data source. */
class ReactiveCaptureTests {

    private static final String RAISE = "UPDATE visit SET price = price + 1";

    private final ApplicationContextRunner application = Applications.plain()
            .withConfiguration(AutoConfigurations.of(ReactiveCaptureAutoConfiguration.class))
            .withUserConfiguration(Reactive.class)
            .withPropertyValues("freshet.defaults.ttl=1m");

    @Test
    void writes_areEffective_whenTheirSubscribersHearThatTheyAreDone() {
        application.run(context -> {
            DatabaseClient client = context.getBean(DatabaseClient.class);
            Prices prices = context.getBean(Prices.class);
            TransactionalOperator transactions =
                    TransactionalOperator.create(new R2dbcTransactionManager(context.getBean(ConnectionFactory.class)));
            await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
            assertThat(prices.sum()).isEqualTo(10);
            assertThat(prices.sum()).isEqualTo(10);
            assertThat(prices.loads()).isEqualTo(1);

            client.sql(RAISE).then().block();
            assertThat(prices.sum()).as("by itself").isEqualTo(11);

            client.sql(RAISE).then().as(transactions::transactional).block();
            assertThat(prices.sum()).as("in a transaction").isEqualTo(12);

            int loads = prices.loads();
            Mono<Void> failing = client.sql(RAISE).then().then(Mono.error(new IllegalStateException("on purpose")));
            assertThatThrownBy(() -> failing.as(transactions::transactional).block())
                    .hasMessage("on purpose");
            assertThat(prices.sum()).isEqualTo(12);
            assertThat(prices.loads()).as("nothing was committed").isEqualTo(loads);
        });
    }

    @Test
    void captureSwitchedOff_leavesConnectionFactoriesAlone() {
        application
                .withPropertyValues("freshet.capture=none")
                .run(context -> assertThat(
                                context.getBean(ConnectionFactory.class).toString())
                        .doesNotContain("captured"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Reactive {

        @Bean
        ConnectionFactory connections() {
            return ConnectionFactories.get("r2dbc:h2:mem:///" + System.nanoTime() + "?options=DB_CLOSE_DELAY=-1");
        }

        @Bean
        DatabaseClient client(ConnectionFactory connections) {
            DatabaseClient client = DatabaseClient.create(connections);
            client.sql("CREATE TABLE visit (id int PRIMARY KEY, price int)")
                    .then()
                    .block();
            client.sql("INSERT INTO visit VALUES (1, 10)").then().block();
            return client;
        }

        @Bean
        Prices prices(DatabaseClient client) {
            return new Prices(client);
        }
    }

    static class Prices {

        private final AtomicInteger loads = new AtomicInteger();
        private final DatabaseClient client;

        Prices(DatabaseClient client) {
            this.client = client;
        }

        public int loads() {
            return loads.get();
        }

        @Cached(cache = "sum", tables = "visit")
        public long sum() {
            loads.incrementAndGet();
            return Objects.requireNonNull(client.sql("SELECT sum(price) FROM visit")
                    .mapValue(Long.class)
                    .one()
                    .block());
        }
    }
}
