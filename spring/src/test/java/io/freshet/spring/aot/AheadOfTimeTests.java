package io.freshet.spring.aot;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.spring.configure.CaptureAutoConfiguration;
import io.freshet.spring.configure.FreshetAutoConfiguration;
import io.freshet.spring.configure.ObservationAutoConfiguration;
import io.freshet.spring.configure.SpringCacheAutoConfiguration;
import io.freshet.spring.configure.TraceAutoConfiguration;
import io.freshet.spring.configure.WarmAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is known of an application that is processed ahead of time, and that it runs as before. */
class AheadOfTimeTests {

    private static final String[] PROPERTIES = {
        "freshet.defaults.ttl=1m", "freshet.bound=10s", "spring.datasource.url=jdbc:h2:mem:ahead;DB_CLOSE_DELAY=-1"
    };

    @Test
    void everyResource_isInTheImage() throws IOException {
        RuntimeHints hints = registered();
        int found = 0;
        for (String folder : List.of("../redis/src/main/resources", "../capture/src/main/resources")) {
            Path root = Path.of(folder);
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(each -> !each.toString().contains("META-INF"))
                        .toList()) {
                    String name = root.relativize(file).toString();
                    assertThat(RuntimeHintsPredicates.resource().forResource(name))
                            .as(name)
                            .accepts(hints);
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void capturedConnections_areProxiesOfTheImage() throws SQLException {
        RuntimeHints hints = registered();
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:image");
        try (Connection captured = new CapturedDataSource(
                                database, StatementTransactionTags.withoutOutbox(), change -> {})
                        .getConnection();
                PreparedStatement prepared = captured.prepareStatement("SELECT 1")) {
            for (Object proxy : List.of(captured, prepared)) {
                assertThat(RuntimeHintsPredicates.proxies()
                                .forInterfaces(proxy.getClass().getInterfaces()))
                        .accepts(hints);
            }
        }
        assertThat(RuntimeHintsPredicates.proxies()
                        .forInterfaces(io.r2dbc.spi.Connection.class, io.r2dbc.spi.Wrapped.class))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(Connection.class)
                        .withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS))
                .accepts(hints);
    }

    private static RuntimeHints registered() {
        RuntimeHints hints = new RuntimeHints();
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(each -> each.getClass().getName().startsWith("io.freshet"))
                .forEach(each -> each.registerHints(hints, AheadOfTimeTests.class.getClassLoader()));
        return hints;
    }

    @Test
    void valuesOfCachedMethods_canBeMadeInTheImage() {
        RuntimeHints hints = processed().getRuntimeHints();
        for (Class<?> type : List.of(Price.class, Currency.class, Card.class, Cash.class, Later.class, Stock.class)) {
            assertThat(RuntimeHintsPredicates.reflection().onType(type))
                    .as(type.getSimpleName())
                    .accepts(hints);
            assertThat(RuntimeHintsPredicates.reflection()
                            .onType(type)
                            .withMemberCategory(MemberCategory.ACCESS_DECLARED_FIELDS))
                    .as(type.getSimpleName())
                    .accepts(hints);
        }
        assertThat(RuntimeHintsPredicates.reflection().onType(Unused.class)).rejects(hints);
    }

    @Test
    @CompileWithForkedClassLoader
    void processedApplication_answersFromItsCache() {
        run(application -> {
            Freshet freshet = application.getBean(Freshet.class);
            await().until(() -> freshet.status().leaseRuns());
            Shop shop = application.getBean(Shop.class);
            JdbcTemplate jdbc = application.getBean(JdbcTemplate.class);
            assertThat(shop.price(1)).isEqualTo(new Price(10, new Currency("EUR"), new Cash()));
            assertThat(shop.price(1).amount()).isEqualTo(10);
            assertThat(shop.loads()).isEqualTo(1);
            jdbc.update("UPDATE price SET amount = 11 WHERE id = 1");
            assertThat(shop.price(1).amount()).isEqualTo(11);
            assertThat(shop.loads()).isEqualTo(2);
            assertThat(shop.stock(1)).isEqualTo(shop.stock(1));
            assertThat(shop.loads()).isEqualTo(3);
        });
    }

    private static TestGenerationContext processed() {
        try (AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            TestPropertyValues.of(PROPERTIES).applyTo(application);
            application.register(Application.class);
            TestGenerationContext generation = new TestGenerationContext(Application.class);
            new ApplicationContextAotGenerator().processAheadOfTime(application, generation);
            generation.writeGeneratedContent();
            return generation;
        }
    }

    /** With what was made ahead of time alone, and in the mode in which Spring starts that. */
    @SuppressWarnings("unchecked")
    private static void run(Consumer<GenericApplicationContext> test) {
        TestGenerationContext generation = processed();
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            System.setProperty(AotDetector.AOT_ENABLED, "true");
            try (GenericApplicationContext application = new GenericApplicationContext()) {
                application.setClassLoader(compiled.getClassLoader());
                compiled.getInstance(ApplicationContextInitializer.class).initialize(application);
                TestPropertyValues.of(PROPERTIES).applyTo(application);
                application.refresh();
                test.accept(application);
            } finally {
                System.clearProperty(AotDetector.AOT_ENABLED);
            }
        });
    }

    /** An application. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    @ImportAutoConfiguration({
        AopAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        CaptureAutoConfiguration.class,
        FreshetAutoConfiguration.class,
        ObservationAutoConfiguration.class,
        SpringCacheAutoConfiguration.class,
        TraceAutoConfiguration.class,
        WarmAutoConfiguration.class
    })
    public static class Application {

        @Bean
        Shop shop(JdbcTemplate jdbc) {
            return new Shop(jdbc);
        }

        @Bean
        ObservationRegistry observations() {
            return ObservationRegistry.create();
        }
    }

    /** Cached reads. */
    public static class Shop {

        private final AtomicInteger loads = new AtomicInteger();
        private final JdbcTemplate jdbc;

        /** Of prices in a table. */
        public Shop(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
            jdbc.execute("CREATE TABLE IF NOT EXISTS price(id INT PRIMARY KEY, amount INT)");
            jdbc.execute("MERGE INTO price VALUES (1, 10)");
        }

        /** How often anything was loaded. */
        public int loads() {
            return loads.get();
        }

        /** Ours. */
        @Cached(cache = "price:{id}", tables = "price")
        public Price price(int id) {
            loads.incrementAndGet();
            Integer amount = jdbc.queryForObject("SELECT amount FROM price WHERE id = ?", Integer.class, id);
            return new Price(amount == null ? 0 : amount, new Currency("EUR"), new Cash());
        }

        /** Spring's. */
        @Cacheable("stock")
        public List<Stock> stock(int id) {
            loads.incrementAndGet();
            return List.of(new Stock(id));
        }

        /** What comes later. */
        @Cached(cache = "later:{id}", tables = "price")
        public CompletableFuture<Later> later(int id) {
            return CompletableFuture.completedFuture(new Later(id));
        }

        /** Not cached. */
        public Unused unused() {
            return new Unused(1);
        }
    }

    /** A value. */
    public record Price(int amount, Currency currency, Payment payment) {}

    /** A part of it. */
    public record Currency(String code) {}

    /** A part of one of two types. */
    public sealed interface Payment permits Card, Cash {}

    /** One. */
    public record Card(String number) implements Payment {}

    /** The other. */
    public record Cash() implements Payment {}

    /** An element of a value. */
    public record Stock(int pieces) {}

    /** A value that comes later. */
    public record Later(int id) {}

    /** No value of a cache. */
    public record Unused(int id) {}
}
