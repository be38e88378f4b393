package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.Outcome;
import io.freshet.remote.Partitions;
import io.freshet.remote.Remote;
import io.freshet.remote.Sequencer;
import io.freshet.spring.redis.SharedTier;
import io.freshet.spring.web.SessionFilter;
import io.freshet.testkit.server.RealRedis;
import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances on one real Redis, whose writers do not wait for each other; one of them hears late of everything. */
class SessionITests {

    private static final int ROUNDS = 30;

    private static final RealRedis REDIS = Servers.redis();

    @Test
    void withATokenInACookie_aClientReadsItsOwnWrites_andNeverBack_onBothInstances() {
        withToken("cookie");
    }

    @Test
    void withATokenInAHeader_too() {
        withToken("header");
    }

    private static void withToken(String transport) {
        runTwo(transport, (here, late) -> {
            assertThat(staleAnswers(new Client(), here, late)).isZero();
            assertThat(late.reads(Outcome.HIT_L1) + late.reads(Outcome.HIT_L2))
                    .as("answers from the cache")
                    .isPositive();
        });
    }

    @Test
    void withoutAToken_itReadsStaleAnswers_onTheOneThatHearsLate() {
        runTwo("cookie", (here, late) -> {
            Client forgetful = new Client() {
                @Override
                void keep(MockHttpServletResponse response) {
                    // it does not
                }
            };
            assertThat(staleAnswers(forgetful, here, late)).isPositive();
        });
    }

    /** Writes here, reads there, and here again. Begins when a first write had its number in time: no token can name one that had not. */
    private static int staleAnswers(Client client, Instance here, Instance late) throws Exception {
        await().until(() -> here.write(0) == 0 && here.freshet.token().isSettled());
        int stale = 0;
        for (int price = 1; price <= ROUNDS; price++) {
            int next = price;
            client.call(here, () -> here.write(next));
            stale += client.call(late, late::price) == next ? 0 : 1;
            stale += client.call(here, here::price) == next ? 0 : 1;
            stale += client.call(late, late::price) == next ? 0 : 1;
        }
        return stale;
    }

    private interface Use {
        void with(Instance here, Instance late) throws Exception;
    }

    private static void runTwo(String transport, Use use) {
        REDIS.restart();
        String database = "jdbc:h2:mem:session-" + transport + System.nanoTime();
        WebApplicationContextRunner instance = new WebApplicationContextRunner()
                .withConfiguration(Applications.FRESHET)
                .withConfiguration(Applications.JDBC)
                .withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withBean(Catalog.class)
                .withPropertyValues(
                        "spring.datasource.url=" + database,
                        "spring.data.REDIS.port=" + REDIS.port(),
                        "spring.application.name=catalog",
                        "freshet.acknowledge=bumped",
                        "freshet.session.enabled=true",
                        "freshet.session.transport=" + transport);
        instance.run(first -> {
            first.getBean(JdbcTemplate.class).execute(Catalog.SCHEMA);
            instance.withBean(Deafness.class).run(second -> {
                assertThat(second).hasNotFailed();
                use.with(new Instance(first), new Instance(second));
            });
        });
    }

    /** Hears of no bump, and gets each answer to a poll late. */
    static class Deafness implements BeanPostProcessor {

        private static final int DELAY_MILLIS = 30;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof SharedTier tier ? (SharedTier) namespace -> deaf(tier.open(namespace)) : bean;
        }

        private static Remote deaf(Remote remote) {
            Partitions partitions = new Partitions(remote.partitions().sequencers().stream()
                    .map(Deafness::deaf)
                    .toList());
            return wrapped(Remote.class, remote, (method, answer) -> method.equals("partitions") ? partitions : answer);
        }

        private static Sequencer deaf(Sequencer sequencer) {
            return wrapped(
                    Sequencer.class,
                    sequencer,
                    (method, answer) -> method.equals("poll") ? later((CompletionStage<?>) answer) : answer);
        }

        private static CompletionStage<?> later(CompletionStage<?> stage) {
            return stage.thenApplyAsync(
                    answer -> answer, CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS));
        }

        private static <T> T wrapped(Class<T> type, T target, Change change) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (method.getName().equals("onNudge")) {
                            return null;
                        }
                        try {
                            return change.of(method.getName(), method.invoke(target, arguments));
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private interface Change {
            @Nullable
            Object of(String method, @Nullable Object answer);
        }
    }

    /** An instance as a client sees it. */
    private static final class Instance {

        private final SessionFilter filter;
        private final Catalog catalog;
        private final Freshet freshet;

        Instance(ApplicationContext context) {
            filter = context.getBean(SessionFilter.class);
            catalog = context.getBean(Catalog.class);
            freshet = context.getBean(Freshet.class);
            await().until(() -> freshet.status().leaseRuns());
        }

        int write(int price) {
            catalog.write(price);
            return price;
        }

        int price() {
            return catalog.price();
        }

        long reads(Outcome outcome) {
            return Objects.requireNonNull(freshet.cache("catalog:price"))
                    .meter()
                    .reads(outcome);
        }
    }

    /** Keeps cookies and the header for as long as they live, as browsers and other clients do. */
    private static class Client {

        private static final long LIFE_NANOS = TimeUnit.SECONDS.toNanos(2);

        private @Nullable Cookie cookie;
        private @Nullable String header;
        private long keptNanos;

        int call(Instance instance, IntSupplier work) throws Exception {
            MockHttpServletRequest request = new MockHttpServletRequest();
            forget();
            if (cookie != null) {
                request.setCookies(cookie);
            }
            if (header != null) {
                request.addHeader("Freshet-Session", header);
            }
            MockHttpServletResponse response = new MockHttpServletResponse();
            int[] result = new int[1];
            instance.filter.doFilter(request, response, (asked, answered) -> {
                result[0] = work.getAsInt();
                answered.getWriter().write("" + result[0]);
            });
            keep(response);
            return result[0];
        }

        private void forget() {
            if (System.nanoTime() - keptNanos > LIFE_NANOS) {
                cookie = null;
                header = null;
            }
        }

        void keep(MockHttpServletResponse response) {
            Cookie given = response.getCookie("freshet-session");
            String named = response.getHeader("Freshet-Session");
            if (given != null || named != null) {
                cookie = given;
                header = named;
                keptNanos = System.nanoTime();
            }
        }
    }

    static class Catalog {

        static final String SCHEMA =
                "CREATE TABLE price (id INT PRIMARY KEY, amount INT); INSERT INTO price VALUES (1, 0)";

        private final JdbcTemplate jdbc;

        Catalog(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "catalog:price", tables = "price", ttl = "10m")
        public int price() {
            return Objects.requireNonNull(jdbc.queryForObject("SELECT amount FROM price WHERE id = 1", Integer.class));
        }

        public void write(int amount) {
            jdbc.update("UPDATE price SET amount = ? WHERE id = 1", amount);
        }
    }
}
