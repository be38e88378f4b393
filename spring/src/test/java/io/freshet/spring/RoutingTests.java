package io.freshet.spring;

import io.freshet.annotation.Cached;
import io.freshet.capture.jdbc.CapturedConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Data sources that lead to others. */
class RoutingTests {

    private static final ThreadLocal<@Nullable String> ROUTE = new ThreadLocal<>();

    @AfterEach
    void nowhere() {
        ROUTE.remove();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bean", "other"})
    void writesOnEachRoute_areCaptured_thoughOnlyOneIsABean(String route) {
        Applications.jdbc()
                .withUserConfiguration(Mixed.class)
                .withBean(Prices.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    SpringCacheApplications.haveLease(context);
                    ROUTE.set(route);
                    isForgottenWhenWritten(context);
                    assertThat(isCapturedTwice(context.getBean(DataSource.class)))
                            .isFalse();
                });
    }

    @Test
    void routerThatResolvesNothing_isCaptured() {
        Applications.jdbc()
                .withUserConfiguration(Unresolved.class)
                .withBean(Prices.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    SpringCacheApplications.haveLease(context);
                    isForgottenWhenWritten(context);
                });
    }

    private static void isForgottenWhenWritten(ApplicationContext context) {
        JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
        jdbc.execute("CREATE TABLE price (id INT, amount INT)");
        jdbc.update("INSERT INTO price VALUES (1, 10)");
        Prices prices = context.getBean(Prices.class);
        assertThat(prices.amount(1)).isEqualTo(10);
        jdbc.update("UPDATE price SET amount = 20");
        assertThat(prices.amount(1)).isEqualTo(20);
    }

    private static boolean isCapturedTwice(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            assertThat(connection.isWrapperFor(CapturedConnection.class)).isTrue();
            return connection.toString().startsWith("captured captured");
        }
    }

    private static DataSource fresh() {
        return new DriverManagerDataSource("jdbc:h2:mem:routing" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }

    /** One target is a bean, the other is not. */
    @Configuration(proxyBeanMethods = false)
    static class Mixed {

        @Bean
        DataSource target() {
            return fresh();
        }

        @Bean
        @Primary
        DataSource router(@Qualifier("target") DataSource target) {
            AbstractRoutingDataSource router = new AbstractRoutingDataSource() {
                @Override
                protected @Nullable Object determineCurrentLookupKey() {
                    return ROUTE.get();
                }
            };
            router.setDefaultTargetDataSource(target);
            router.setTargetDataSources(Map.of("bean", target, "other", fresh()));
            return router;
        }
    }

    /** Finds its target by itself. */
    @Configuration(proxyBeanMethods = false)
    static class Unresolved {

        @Bean
        DataSource router() {
            DataSource only = fresh();
            return new AbstractRoutingDataSource() {
                @Override
                public void afterPropertiesSet() {}

                @Override
                protected Object determineCurrentLookupKey() {
                    return "only";
                }

                @Override
                protected DataSource determineTargetDataSource() {
                    return only;
                }
            };
        }
    }

    /** One table on each route. */
    public static class Prices {

        private final JdbcTemplate jdbc;

        public Prices(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "amount:{id}", ttl = "1m", tables = "price")
        public int amount(int id) {
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT amount FROM price WHERE id = ?", Integer.class, id));
        }
    }
}
