package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.control.Scope;
import io.freshet.event.CacheMeter;
import io.freshet.spring.doctor.DoctorEndpoint;
import io.freshet.spring.doctor.DoctorEndpoint.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the doctor says of instances that have no servers. */
class DoctorTests {

    private static final String EXPOSED = "management.endpoints.web.exposure.include=freshetdoctor";

    private final ApplicationContextRunner plain =
            Applications.plain().withBean(Greeter.class).withPropertyValues(EXPOSED, "freshet.defaults.ttl=1m");

    private static List<View> asked(ApplicationContext context) {
        await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
        return context.getBean(DoctorEndpoint.class).report().findings();
    }

    private static View found(ApplicationContext context, String id) {
        List<View> some = all(context, id);
        assertThat(some).hasSize(1);
        return some.get(0);
    }

    private static List<View> all(ApplicationContext context, String id) {
        return asked(context).stream().filter(view -> view.id().equals(id)).toList();
    }

    @Test
    void withoutServers_itSaysWhatThatMeans_andFindsNothingToMend() {
        plain.run(context -> {
            assertThat(asked(context)).extracting(View::severity).containsOnly("note", "ok");
            assertThat(asked(context).get(0).severity()).as("the worst first").isEqualTo("note");
            assertThat(context.getBean(DoctorEndpoint.class).report().worst()).isEqualTo("note");
            assertThat(found(context, "capture").found()).contains("No writes are noticed");
            assertThat(found(context, "shared-tier").found()).contains("this instance caches for itself");
            assertThat(found(context, "lease").severity()).isEqualTo("ok");
            assertThat(found(context, "bound").severity()).isEqualTo("ok");
            assertThat(found(context, "ttl").found()).isEqualTo("Every cache has one: 1 caches");
            assertThat(found(context, "settings").severity()).isEqualTo("ok");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"management.endpoint.freshetdoctor.access=NONE", "management.endpoints.access.max-permitted=NONE"
            })
    void access_isThatOfActuator(String property) {
        plain.withPropertyValues(property)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DoctorEndpoint.class));
    }

    @Test
    void notExposed_isNotThere() {
        Applications.plain().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DoctorEndpoint.class));
    }

    @Test
    void tablesWithoutCapture_areAWarning_andStatementsOfOneInstanceANote() {
        plain.withBean(OfATable.class)
                .run(context -> assertThat(found(context, "capture"))
                        .returns("warning", View::severity)
                        .satisfies(view -> assertThat(view.found()).contains("bills")));
        Applications.jdbc()
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(found(context, "capture"))
                        .returns("note", View::severity)
                        .satisfies(view -> assertThat(view.found()).contains("Writes of this instance are noticed")));
    }

    @ParameterizedTest
    @CsvSource({
        "freshet.redis.key-prefix=x:, there is no shared tier",
        "freshet.partitions=4, there is no shared tier",
        "freshet.kryo.classes[0]=java.util.ArrayList, there is no shared tier",
        "freshet.direct=true, there is no outbox",
        "freshet.capture-check=5s, writes are not told by triggers",
        "freshet.log.url=jdbc:postgresql:x, freshet.capture is auto",
        "freshet.session.transport=header, freshet.session.enabled is false",
        "freshet.shadow-reads.rate=7, freshet.shadow-reads.share is 0",
        "freshet.witness.rate=7, freshet.witness.enabled is false",
        "freshet.spring-cache.ttl=7m, Spring's caches are not Freshet's here",
    })
    void settingWithoutEffect_isNamed_withTheReason(String property, String why) {
        plain.withPropertyValues(property)
                .run(context -> assertThat(found(context, "settings"))
                        .returns("note", View::severity)
                        .satisfies(view -> assertThat(view.found())
                                .startsWith(property.substring(0, property.indexOf('='))
                                        .replace("[0]", ""))
                                .contains("has no effect, since " + why)));
    }

    @Test
    void variableOfTheShellThatNamesNoSetting_isNamed() {
        plain.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "FRESHET_BUOND",
                                        "2s",
                                        "FRESHET_BOUND",
                                        "2s",
                                        "FRESHET_CACHES_GREETING_TTL",
                                        "3s"))))
                .run(context -> assertThat(found(context, "settings").found()).contains("freshet.buond"));
    }

    @Test
    void switchesThatAreOff_areAWarning() {
        plain.run(context -> {
            Freshet freshet = context.getBean(Freshet.class);
            assertThat(found(context, "switches").severity()).isEqualTo("ok");
            freshet.controls().switchOff(Scope.cache("greeting"), "ann");
            assertThat(found(context, "switches"))
                    .returns("warning", View::severity)
                    .satisfies(view -> assertThat(view.found()).contains("cache:greeting by ann"));
        });
    }

    @Test
    void whatCachesHaveCounted_isTold() {
        plain.run(context -> {
            CacheMeter meter = Objects.requireNonNull(
                            context.getBean(Freshet.class).cache("greeting"))
                    .meter();
            meter.undecodable();
            assertThat(found(context, "undecodable"))
                    .returns("warning", View::severity)
                    .satisfies(view -> assertThat(view.found()).contains("greeting: 1", "more than were read"));
            meter.notStored();
            assertThat(found(context, "not-stored").severity()).isEqualTo("warning");
            meter.notKept();
            assertThat(found(context, "not-kept").severity()).isEqualTo("note");
        });
    }

    @Test
    void timesToLive_thatAreAsGoodAsNone_orThatNobodyHasSaid_areNotes() {
        plain.withPropertyValues("freshet.caches.greeting.ttl=8d")
                .run(context -> assertThat(found(context, "ttl"))
                        .returns("note", View::severity)
                        .satisfies(view -> assertThat(view.found()).contains("greeting (8 days)")));
        ApplicationContextRunner springs =
                SpringCacheApplications.plain().withBean(OfSpring.class).withPropertyValues(EXPOSED);
        springs.run(context -> assertThat(found(context, "ttl").found()).contains("Spring's caches [words]"));
        springs.withPropertyValues("freshet.caches.words.ttl=5m")
                .run(context -> assertThat(found(context, "ttl").severity()).isEqualTo("ok"));
        springs.withPropertyValues("freshet.spring-cache.ttl=5m")
                .run(context -> assertThat(found(context, "ttl").severity()).isEqualTo("ok"));
    }

    static class Greeter {
        @Cached(cache = "greeting")
        public String greet() {
            return "hello";
        }
    }

    static class OfATable {
        @Cached(cache = "bills", tables = "bill")
        public int count() {
            return 1;
        }
    }

    static class OfSpring {
        @Cacheable("words")
        public String word(int id) {
            return "w" + id;
        }
    }
}
