package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Warm;
import io.freshet.spring.configure.SpringCacheAutoConfiguration;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.warm.WarmEndpoint;
import io.freshet.warm.WarmStatus;
import io.freshet.warm.WarmStatus.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Jobs by annotation, and what is told of them. */
@ExtendWith(OutputCaptureExtension.class)
class WarmedMethodsTests {

    private final ApplicationContextRunner application = Applications.plain()
            .withConfiguration(AutoConfigurations.of(SpringCacheAutoConfiguration.class))
            .withPropertyValues("freshet.defaults.ttl=1m", "management.endpoints.web.exposure.include=freshetwarm");

    private static void ready(AssertableApplicationContext context) {
        var running = context.getSourceApplicationContext();
        running.publishEvent(
                new ApplicationReadyEvent(new SpringApplication(Object.class), new String[0], running, Duration.ZERO));
    }

    private static List<WarmStatus> status(AssertableApplicationContext context) {
        return context.getBean(Freshet.class).warmer().status();
    }

    private static void awaitOver(AssertableApplicationContext context, int jobs) {
        await().until(() ->
                status(context).size() == jobs && status(context).stream().noneMatch(WarmStatus::isUnderWay));
    }

    @Test
    void methods_areCalledThroughTheirCaches_withWhatTheirSourcesName(CapturedOutput output) {
        application.withUserConfiguration(Shop.class).run(context -> {
            ready(context);
            awaitOver(context, 5);
            assertThat(status(context))
                    .extracting(WarmStatus::name, WarmStatus::state, WarmStatus::done, WarmStatus::failed)
                    .containsExactlyInAnyOrder(
                            tuple("shop:service", State.DONE, 3, 0),
                            tuple("shop:page", State.DONE, 2, 0),
                            tuple("shop:all", State.DONE, 1, 0),
                            tuple("names", State.DONE, 2, 0),
                            tuple("by another bean", State.DONE, 2, 0));
            Catalog catalog = context.getBean(Catalog.class);
            assertThat(catalog.loads())
                    .containsExactlyInAnyOrder(
                            "service 1",
                            "service 2",
                            "service 3",
                            "page 1 a",
                            "page 2 null",
                            "all",
                            "name x",
                            "name y",
                            "other 8",
                            "other 9");
            catalog.service(2);
            catalog.page(2, null);
            catalog.name("y");
            assertThat(catalog.loads()).hasSize(10);
            await().until(() -> output.getOut().contains("Warmed 'shop:service': 3 keys in "));
        });
    }

    @Test
    void priority_saysWhoGoesFirst() {
        application.withUserConfiguration(Shop.class).run(context -> {
            ready(context);
            awaitOver(context, 5);
            assertThat(context.getBean(Catalog.class).loads().get(0)).isEqualTo("all");
        });
    }

    @Test
    void jobThatIsSwitchedOff_beginsNeitherAtStartNorByCommand() {
        application
                .withUserConfiguration(Shop.class)
                .withPropertyValues("freshet.warm.switched-off=shop:service,names", "freshet.warm-at-start=false")
                .run(context -> {
                    WarmEndpoint endpoint = context.getBean(WarmEndpoint.class);
                    assertThat(endpoint.status())
                            .extracting(WarmStatus::name, WarmStatus::state)
                            .containsExactlyInAnyOrder(
                                    tuple("shop:page", State.IDLE),
                                    tuple("shop:all", State.IDLE),
                                    tuple("by another bean", State.IDLE));
                    assertThat(endpoint.begin("names", null, null)).isNull();
                    assertThat(endpoint.begin("shop:all", null, null)).isNotNull();
                    awaitOver(context, 1);
                    assertThat(context.getBean(Catalog.class).loads()).containsExactly("all");
                });
    }

    @Test
    void job_isPausedAndGoesOnByCommand() {
        application.withUserConfiguration(Slow.class).run(context -> {
            ready(context);
            WarmEndpoint endpoint = context.getBean(WarmEndpoint.class);
            await().until(() -> endpoint.status().get(0).done() > 0);
            assertThat(Objects.requireNonNull(endpoint.begin("slow", null, true)))
                    .extracting(WarmStatus::state)
                    .containsExactly(State.PAUSED);
            Objects.requireNonNull(endpoint.begin("slow", null, null));
            await().until(() -> endpoint.status().get(0).state() == State.RUNNING);
        });
    }

    @Test
    void progress_isDrawn_ifItIsOrdered(CapturedOutput output) {
        application
                .withUserConfiguration(Shop.class)
                .withPropertyValues("freshet.warm.progress=always")
                .run(context -> {
                    ready(context);
                    await().until(() -> output.getOut().contains("\r\u001b[KWarmed 'shop:service': 3 keys in "));
                    awaitOver(context, 5);
                });
    }

    @Test
    void everyMistake_isToldAtStart_withItsRemedy() {
        application
                .withUserConfiguration(Mistaken.class)
                .withPropertyValues("freshet.warm.switched-off=shop:servic")
                .run(context -> assertThat(mistakes(context))
                        .containsExactlyInAnyOrder(
                                "@Warm(arguments = \"popula\") on Wrong.missing(long) names the method 'popula', but Wrong has no"
                                        + " method of that name. Of its methods without parameters 'popular' is the nearest",
                                "@Warm(arguments = \"withParameters\") on Wrong.taking(long) names the method 'withParameters', but"
                                        + " Wrong has it with parameters only. Of its methods without parameters 'popular' is the nearest",
                                "@Warm(arguments = \"nobody#popular\") on Wrong.nobodys(long) names the bean 'nobody', which there is"
                                        + " not. The nearest is 'wrong'",
                                "@Warm(arguments = \"popular\") on Wrong.typed(LocalDate) is given"
                                        + " java.util.stream.Stream<java.lang.String> by Wrong.popular(). Return values of its parameter,"
                                        + " LocalDate",
                                "@Warm(arguments = \"one\") on Wrong.single(long) is given java.lang.String by Wrong.one(). Return a"
                                        + " Stream, an Iterable or an array of what to call it with",
                                "@Warm(arguments = \"popular\") on Wrong.several(long, long) is given"
                                        + " java.util.stream.Stream<java.lang.String> by Wrong.popular(). Return an Object[] or a List with"
                                        + " 2 values for each call, as Stream<Object[]>",
                                "@Warm on Wrong.silent(long) does not say what to call it with. Name a method that does, as"
                                        + " @Warm(arguments = \"popular\")",
                                "@Warm(arguments = \"popular\") on Wrong.none() takes no parameters. Leave arguments out",
                                "@Warm stands on Wrong.notCached, whose results are not cached. Add @Cached or @Cacheable, or remove it",
                                "@Warm on Wrong.idle: The job 'wrong:idle' warms 0.01 keys a second, but must warm 0.1 at least, or 0"
                                        + " for as many as can be",
                                "Two jobs that warm have the name 'twice': Wrong.first and Wrong.second. Give one of them another, as by"
                                        + " @Warm(name = \"...\")",
                                "freshet.warm.switched-off names 'shop:servic', but no job that warms has that name. The nearest is"
                                        + " 'twice'"));
    }

    private static List<String> mistakes(AssertableApplicationContext context) {
        Throwable failure = context.getStartupFailure();
        while (failure != null && !(failure instanceof ConfigurationMistakesException)) {
            failure = failure.getCause();
        }
        return failure instanceof ConfigurationMistakesException it
                ? it.mistakes().stream().map(Mistake::toString).toList()
                : List.of("none, but " + context.getStartupFailure());
    }

    @Test
    void argumentThatDoesNotFit_failsTheJob_andSaysWhich() {
        application.withUserConfiguration(Unfitting.class).run(context -> {
            ready(context);
            awaitOver(context, 2);
            assertThat(status(context))
                    .extracting(WarmStatus::name, WarmStatus::state, WarmStatus::lastFailure)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    "few",
                                    State.FAILED,
                                    "java.lang.IllegalArgumentException: Guesses.few() gave [1], which is 1 values, but"
                                            + " Guesses.two(int, int) takes 2"),
                            tuple(
                                    "text",
                                    State.FAILED,
                                    "java.lang.IllegalArgumentException: Guesses.text() gave a (java.lang.String) for the parameter"
                                            + " 'id' of Guesses.one(int), which is a int"));
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Shop {

        @Bean
        Catalog catalog() {
            return new Catalog();
        }

        @Bean
        Sales sales() {
            return new Sales();
        }
    }

    static class Sales {

        int[] mostBooked() {
            return new int[] {8, 9};
        }
    }

    static class Catalog {

        private final List<String> loads = new CopyOnWriteArrayList<>();

        public List<String> loads() {
            return loads;
        }

        @Cached(cache = "shop:service:{id}", tables = "service")
        @Warm(arguments = "popular", perSecond = 0)
        public String service(long id) {
            return load("service " + id);
        }

        private Stream<Integer> popular() {
            return IntStream.rangeClosed(1, Math.max(3, loads.size() - 100)).boxed();
        }

        @Cached(cache = "shop:page:{number}:{order}", tables = "service")
        @Warm(arguments = "pages", perSecond = 0)
        public String page(int number, @Nullable String order) {
            return load("page " + number + " " + order);
        }

        static List<@Nullable Object[]> pages() {
            return List.of(new @Nullable Object[] {1, "a"}, new @Nullable Object[] {2, null});
        }

        @Cached(cache = "shop:all", tables = "service")
        @Warm(priority = 1, perSecond = 0)
        public String all() {
            return load("all");
        }

        @Cached(cache = "shop:other:{id}", tables = "service")
        @Warm(name = "by another bean", arguments = "sales#mostBooked", perSecond = 0)
        public String other(Long id) {
            return load("other " + id);
        }

        @Cacheable("names")
        @Warm(arguments = "texts", perSecond = 0)
        public String name(String text) {
            return load("name " + text);
        }

        public Iterable<String> texts() {
            return List.of("x", "y");
        }

        private String load(String what) {
            loads.add(what);
            return what;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Slow {

        @Bean
        Waiting waiting() {
            return new Waiting();
        }
    }

    static class Waiting {

        @Cached(cache = "slow:{id}", tables = "service")
        @Warm(arguments = "ids", perSecond = 100)
        public int one(int id) {
            return id;
        }

        public IntStream ids() {
            return IntStream.range(0, 10_000);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Mistaken {

        @Bean
        Wrong wrong() {
            return new Wrong();
        }
    }

    static class Wrong {

        @Cached(cache = "wrong:missing:{id}", tables = "service")
        @Warm(arguments = "popula")
        public long missing(long id) {
            return id;
        }

        @Cached(cache = "wrong:taking:{id}", tables = "service")
        @Warm(arguments = "withParameters")
        public long taking(long id) {
            return id;
        }

        @Cached(cache = "wrong:nobody:{id}", tables = "service")
        @Warm(arguments = "nobody#popular")
        public long nobodys(long id) {
            return id;
        }

        @Cached(cache = "wrong:typed:{day}", tables = "service")
        @Warm(arguments = "popular")
        public String typed(LocalDate day) {
            return day.toString();
        }

        @Cached(cache = "wrong:single:{id}", tables = "service")
        @Warm(arguments = "one")
        public long single(long id) {
            return id;
        }

        @Cached(cache = "wrong:several:{id}:{other}", tables = "service")
        @Warm(arguments = "popular")
        public long several(long id, long other) {
            return id + other;
        }

        @Cached(cache = "wrong:silent:{id}", tables = "service")
        @Warm
        public long silent(long id) {
            return id;
        }

        @Cached(cache = "wrong:none", tables = "service")
        @Warm(arguments = "popular")
        public long none() {
            return 1;
        }

        @Warm
        public long notCached() {
            return 1;
        }

        @Cached(cache = "wrong:idle", tables = "service")
        @Warm(perSecond = 0.01)
        public long idle() {
            return 1;
        }

        @Cached(cache = "wrong:first", tables = "service")
        @Warm(name = "twice")
        public long first() {
            return 1;
        }

        @Cached(cache = "wrong:second", tables = "service")
        @Warm(name = "twice")
        public long second() {
            return 1;
        }

        Stream<String> popular() {
            return Stream.of("a");
        }

        List<Long> withParameters(int most) {
            return List.of((long) most);
        }

        String one() {
            return "a";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Unfitting {

        @Bean
        Guesses guesses() {
            return new Guesses();
        }
    }

    static class Guesses {

        @Cached(cache = "guess:two:{a}:{b}", tables = "service")
        @Warm(name = "few", arguments = "few")
        public int two(int a, int b) {
            return a + b;
        }

        List<Object[]> few() {
            return List.<Object[]>of(new Object[] {1});
        }

        @Cached(cache = "guess:one:{id}", tables = "service")
        @Warm(name = "text", arguments = "text")
        public int one(int id) {
            return id;
        }

        List<Object> text() {
            return List.of("a");
        }
    }
}
