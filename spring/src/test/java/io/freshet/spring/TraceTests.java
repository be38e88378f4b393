package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.event.Tracer;
import io.freshet.spring.trace.DefaultLoadObservationConvention;
import io.freshet.spring.trace.FreshetObservation;
import io.freshet.spring.trace.InvalidationObservationContext;
import io.freshet.spring.trace.LoadObservationConvention;
import io.freshet.spring.trace.ObservingTracer;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Loads and invalidations as observations. */
class TraceTests {

    private final ApplicationContextRunner bare =
            Applications.plain().withBean(Greeter.class).withPropertyValues("freshet.defaults.ttl=1m");
    private final Seen seen = new Seen();
    private final ApplicationContextRunner application =
            bare.withBean(ObservationRegistry.class, () -> registryWith(seen));

    @Test
    void aLoadIsObserved_withinTheCallersObservation_andAHitIsNot() {
        application.run(context -> {
            Greeter greeter = trusted(context);
            ObservationRegistry registry = context.getBean(ObservationRegistry.class);
            Observation.createNotStarted("request", registry).observe(() -> {
                greeter.greet("you");
                greeter.greet("you");
            });
            assertThat(seen.ended)
                    .containsExactly("freshet.load 'load greeting' in request {cache=greeting, outcome=loaded} {}");
        });
    }

    @Test
    void aLoadOnAnotherThread_isPartOfTheCallersObservation() {
        application.run(context -> {
            Greeter greeter = trusted(context);
            ObservationRegistry registry = context.getBean(ObservationRegistry.class);
            Observation.createNotStarted("request", registry).observe(() -> {
                assertThat(greeter.slowly("you")).isEqualTo("slowly you on another thread");
                assertThat(greeter.later("you").join()).isEqualTo("later you");
            });
            await().untilAsserted(() -> assertThat(seen.ended)
                    .containsExactlyInAnyOrder(
                            "freshet.load 'load slow' in request {cache=slow, outcome=loaded} {}",
                            "freshet.load 'load later' in request {cache=later, outcome=loaded} {}"));
        });
    }

    @Test
    void aFailedLoad_carriesItsError() {
        application.run(context -> {
            Greeter greeter = trusted(context);
            assertThatThrownBy(() -> greeter.greet("nobody")).hasMessage("on purpose");
            assertThat(seen.ended)
                    .containsExactly("freshet.load 'load greeting' {cache=greeting, outcome=failed} {} on purpose");
        });
    }

    @Test
    void anInvalidationIsObserved_withKeysWhereTheyAreAskedFor() {
        application.withPropertyValues("freshet.observations.keys=true").run(context -> {
            Greeter greeter = trusted(context);
            greeter.greet("you");
            greeter.forget();
            assertThat(seen.ended).hasSize(2);
            assertThat(seen.ended.get(0))
                    .isEqualTo("freshet.load 'load greeting' {cache=greeting, outcome=loaded} {key=:greeting:you}");
            assertThat(seen.ended.get(1))
                    .startsWith("freshet.invalidate 'invalidate' {outcome=fleet, recorded=false} {cause=")
                    .contains(", tags=");
        });
    }

    @Test
    void conventionsOfTheApplication_replaceTheUsual() {
        application.withBean(LoadObservationConvention.class, Renamed::new).run(context -> {
            context.getBean(ObservationRegistry.class).observationConfig().observationConvention(new Global());
            Greeter greeter = trusted(context);
            greeter.greet("you");
            greeter.forget();
            assertThat(seen.ended)
                    .containsExactly(
                            "cache.load 'load greeting' {cache=greeting, outcome=loaded} {}", "fleet.forget {} {}");
        });
    }

    @Test
    void withoutARegistry_orSwitchedOff_nothingTraces() {
        bare.run(context -> assertThat(context).doesNotHaveBean(Tracer.class));
        application
                .withPropertyValues("freshet.observations.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Tracer.class));
    }

    @Test
    void aRegistryThatNobodyListensTo_isToldNothing() {
        bare.withBean(ObservationRegistry.class, ObservationRegistry::create).run(context -> {
            ObservingTracer tracer = context.getBean(ObservingTracer.class);
            assertThat(tracer.load("greeting", () -> {
                        throw new AssertionError("nobody asks");
                    }))
                    .isSameAs(Tracer.none());
            assertThat(trusted(context).greet("you")).isEqualTo("hello you");
        });
    }

    @Test
    void theReference_namesEveryObservation() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/metrics.md"));
        Stream.of(FreshetObservation.values()).forEach(observation -> {
            String row = page.lines()
                    .filter(line -> line.startsWith("| **`" + observation.getName() + "`** |"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(observation.getName()));
            Stream.of(observation.getLowCardinalityKeyNames(), observation.getHighCardinalityKeyNames())
                    .flatMap(Stream::of)
                    .forEach(key -> assertThat(row).contains("`" + key.asString() + "`"));
        });
    }

    private static Greeter trusted(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        return context.getBean(Greeter.class);
    }

    private static ObservationRegistry registryWith(Seen seen) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(seen);
        return registry;
    }

    /** Writes down what has ended of ours. */
    private static final class Seen implements ObservationHandler<Observation.Context> {

        private final List<String> ended = new CopyOnWriteArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            if ("request".equals(context.getName())) {
                return;
            }
            var parent = context.getParentObservation();
            var error = context.getError();
            ended.add(context.getName()
                    + (context.getContextualName() == null ? "" : " '" + context.getContextualName() + "'")
                    + (parent == null ? "" : " in " + parent.getContextView().getName())
                    + " " + text(context.getLowCardinalityKeyValues())
                    + " " + text(context.getHighCardinalityKeyValues())
                    + (error == null ? "" : " " + error.getMessage()));
        }

        private static String text(Iterable<KeyValue> values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .map(value -> value.getKey() + "=" + value.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    private static final class Renamed extends DefaultLoadObservationConvention {

        Renamed() {
            super(false);
        }

        @Override
        public String getName() {
            return "cache.load";
        }
    }

    private static final class Global implements GlobalObservationConvention<InvalidationObservationContext> {

        @Override
        public String getName() {
            return "fleet.forget";
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof InvalidationObservationContext;
        }
    }

    static class Greeter {

        @Cached(cache = "greeting:{name}")
        public String greet(String name) {
            if (name.equals("nobody")) {
                throw new IllegalStateException("on purpose");
            }
            return "hello " + name;
        }

        @Cached(cache = "slow:{name}", hardTimeout = "20s")
        public String slowly(String name) {
            boolean isElsewhere = Thread.currentThread().getName().startsWith("freshet-load");
            return "slowly " + name + (isElsewhere ? " on another thread" : "");
        }

        @Cached(cache = "later:{name}")
        public CompletableFuture<String> later(String name) {
            return CompletableFuture.supplyAsync(() -> "later " + name);
        }

        @Invalidates("greeting:*")
        public void forget() {
            // nothing but the annotation
        }
    }
}
