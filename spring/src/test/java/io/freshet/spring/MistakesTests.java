package io.freshet.spring;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.annotation.Tenant;
import io.freshet.key.TenantResolver;
import io.freshet.read.Replica;
import io.freshet.spring.settings.ConfigurationMistakesException;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person reads who made a mistake: what, where, and how to mend it. */
class MistakesTests {

    @Test
    void noTimeToLive_namesCacheMethodAndProperty() {
        assertThat(failureOf(Applications.plain().withBean(NoTtl.class)))
                .contains("Cache 'dashboard:metrics' on NoTtl.metrics has no time to live")
                .contains("freshet.caches.dashboard-metrics.ttl")
                .contains("freshet.defaults.ttl");
    }

    @Test
    void unknownProperty_namesItItsPlaceAndTheNearest() {
        assertThat(failureOf(Applications.plain().withPropertyValues("freshet.bund=2s")))
                .contains("Property freshet.bund (")
                .contains("\"freshet.bund\" from property source \"test\"")
                .contains("Did you mean freshet.bound?");
    }

    @Test
    void witnessWithoutItsModule_namesTheModule() {
        assertThat(failureOf(Applications.plain().withPropertyValues("freshet.witness.enabled=true")))
                .contains("freshet.witness.enabled is true", "io.freshet:freshet-witness");
        assertThat(failureOf(
                        Applications.plain().withPropertyValues("freshet.witness.share=2", "freshet.witness.rate=0")))
                .contains("freshet.witness.share is 2.0", "freshet.witness.rate is 0.0");
    }

    @Test
    void severalBeansOfWhichOnlyOneCanBeMeant_areNamed() {
        TenantResolver tenants = () -> "somebody";
        ApplicationContextRunner several = Applications.plain()
                .withBean("ofTheRequest", TenantResolver.class, () -> tenants)
                .withBean("ofTheJob", TenantResolver.class, () -> tenants);
        assertThat(failureOf(several))
                .contains("several beans of type io.freshet.key.TenantResolver", "ofTheRequest, ofTheJob", "@Primary");
        several.withBean("any", TenantResolver.class, () -> tenants, definition -> definition.setPrimary(true))
                .run(context -> assertThat(context).hasNotFailed());
        Replica replica = Replica.none();
        assertThat(failureOf(Applications.plain()
                        .withBean("near", Replica.class, () -> replica)
                        .withBean("far", Replica.class, () -> replica)))
                .contains("several beans of type io.freshet.read.Replica", "near, far");
    }

    @Test
    void unknownCache_namesTheNearest() {
        assertThat(failureOf(Applications.plain()
                        .withBean(Good.class)
                        .withPropertyValues("freshet.caches.dashbord-metrics.ttl=5s")))
                .contains("freshet.caches.dashbord-metrics.ttl")
                .contains("names the cache 'dashbord-metrics', which there is not")
                .contains("The nearest is 'dashboard:metrics'");
    }

    @Test
    void unknownSettingOfACache_namesTheNearest() {
        assertThat(failureOf(Applications.plain()
                        .withBean(Good.class)
                        .withPropertyValues("freshet.caches.dashboard-metrics.tll=5s")))
                .contains("Did you mean freshet.caches.dashboard-metrics.ttl?");
    }

    @Test
    void malformedTtl_saysHowToWriteIt() {
        assertThat(failureOf(Applications.plain().withBean(BadTtl.class)))
                .contains("@Cached(ttl = \"60\") on BadTtl.metrics is no duration")
                .contains("Write it as 60s, 5m, 1h or PT1M");
    }

    @Test
    void zeroTtlInConfiguration_namesTheProperty() {
        assertThat(failureOf(Applications.plain()
                        .withBean(Good.class)
                        .withPropertyValues("freshet.caches.dashboard-metrics.ttl=0s")))
                .contains("The time to live of cache 'dashboard:metrics' is PT0S")
                .contains("property freshet.caches.dashboard-metrics.ttl (");
    }

    @Test
    void twoMethodsOfOneCacheThatDisagree_namesBoth() {
        assertThat(failureOf(Applications.plain().withBean(Good.class).withBean(Twin.class)))
                .contains("The cache 'dashboard:metrics' is declared twice")
                .contains("Good.metrics")
                .contains("Twin.metrics")
                .contains("java.lang.Integer");
    }

    @Test
    void finalMethod_saysRemoveFinal() {
        assertThat(failureOf(Applications.plain().withBean(FinalMethod.class)))
                .contains("FinalMethod.metrics, which is final")
                .contains("Remove final");
    }

    @Test
    void packagePrivateMethod_saysMakeItPublic() {
        assertThat(failureOf(Applications.plain().withBean(Hidden.class)))
                .contains("Hidden.metrics, which is not public")
                .contains("Make it public");
    }

    @Test
    void finalClass_saysSo() {
        assertThat(failureOf(Applications.plain().withBean("closed", Closed.class, () -> new Closed())))
                .contains("Closed.metrics, which stands in a final class");
    }

    @Test
    void asynchronousResult_isRejected() {
        assertThat(failureOf(Applications.plain().withBean(Later.class)))
                .contains("Later.metrics, which returns a Future")
                .contains("Return the value");
    }

    @Test
    void invalidatesWhatIsWrittenLater_isRejected() {
        assertThat(failureOf(Applications.plain().withBean(WritesLater.class)))
                .contains("WritesLater.write, which returns before it has done its work, as a CompletableFuture says")
                .contains("let captured writes invalidate");
    }

    @Test
    void suspendingFunction_isRejected() {
        assertThat(failureOf(Applications.plain().withBean(Suspending.class)))
                .contains("Suspending.metrics, which is a suspending function")
                .contains("Return the value, a Mono or a Flux");
    }

    @Test
    void templateNamesNoParameter_saysWhich() {
        assertThat(failureOf(Applications.plain().withBean(WrongName.class)))
                .contains("names {date}, but WrongName.metrics has no parameter of that name; it has [day]");
    }

    @Test
    void malformedTemplate_saysWhere() {
        assertThat(failureOf(Applications.plain().withBean(BadTemplate.class)))
                .contains("@Cached on BadTemplate.metrics: Key template");
    }

    @Test
    void patternWithoutMatch_namesTheNearestTemplate() {
        assertThat(failureOf(Applications.plain().withBean(Good.class).withBean(BadPattern.class)))
                .contains("@Invalidates on BadPattern.write: Pattern 'dashbord:*' matches no cache")
                .contains("the nearest key template is 'dashboard:metrics:{day}'");
    }

    @Test
    void unknownEntity_saysNameTheTable() {
        assertThat(failureOf(Applications.plain().withBean(NoEntity.class)))
                .contains("@Cached on NoEntity.metrics depends on String")
                .contains("tables = ");
    }

    @Test
    void sharedWithTenantParameter_isAContradiction() {
        assertThat(failureOf(Applications.plain().withBean(SharedTenant.class)))
                .contains("is shared by all tenants, but SharedTenant.metrics has a parameter marked @Tenant");
    }

    @Test
    void triggersWithoutPostgres_saysWhatElse() {
        assertThat(failureOf(Applications.jdbc().withPropertyValues("freshet.capture=triggers")))
                .contains("freshet.capture is triggers")
                .contains("the database is H2")
                .contains("freshet.capture=auto or jdbc");
    }

    @Test
    void severalMistakes_areShownAtOnce() {
        Applications.plain()
                .withBean(NoTtl.class)
                .withBean(Later.class)
                .withPropertyValues("freshet.bund=1s")
                .run(context -> assertThat(context.getStartupFailure())
                        .isInstanceOfSatisfying(
                                ConfigurationMistakesException.class,
                                e -> assertThat(e.mistakes()).hasSize(3)));
    }

    @Test
    void wrongSettingsOfTheInstance_areShownWithPlaceAndRemedy_andWithThoseOfCaches() {
        String text = failureOf(Applications.plain()
                .withBean(NoTtl.class)
                .withPropertyValues(
                        "freshet.bound=100ms",
                        "freshet.remote-timeout=0s",
                        "freshet.partitions=0",
                        "freshet.instance=  ",
                        "freshet.redis.key-prefix={f}:",
                        "freshet.shadow-reads.share=1.5",
                        "freshet.shadow-reads.rate=0",
                        "freshet.hot-keys.tracked=99",
                        "freshet.console.lease=2s",
                        "freshet.defaults.concurrent-loads=0",
                        "freshet.defaults.local-maximum=-1"));
        assertThat(text)
                .contains(
                        "freshet.bound is 100ms, said in property freshet.bound (\"freshet.bound\" from property source")
                .contains("Set it to 250ms or more")
                .contains("freshet.remote-timeout is 0ms")
                .contains("freshet.partitions is 0")
                .contains("freshet.instance is blank")
                .contains("freshet.redis.key-prefix is '{f}:'")
                .contains("freshet.shadow-reads.share is 1.5")
                .contains("freshet.shadow-reads.rate is 0.0")
                .contains("freshet.hot-keys.tracked is 99")
                .contains("freshet.console.lease is 2")
                .contains("an instance tells of itself three times in it")
                .contains("freshet.defaults.concurrent-loads is 0")
                .contains("freshet.defaults.local-maximum is -1")
                .contains("Cache 'dashboard:metrics' on NoTtl.metrics has no time to live");
    }

    @Test
    void intervalThatDoesNotFitTheBound_saysHowLongItMayBe() {
        assertThat(failureOf(Applications.plain().withPropertyValues("freshet.bound=300ms", "freshet.interval=100ms")))
                .contains("freshet.interval is 100ms, said in property freshet.interval (")
                .contains("a fifth of freshet.bound at the most, that is 60ms");
    }

    @Test
    void wrongSettingsOfACache_nameItsProperty() {
        assertThat(failureOf(Applications.plain()
                        .withBean(Good.class)
                        .withPropertyValues("freshet.caches.dashboard-metrics.concurrent-loads=0")))
                .contains("freshet.caches.dashboard-metrics.concurrent-loads is 0");
    }

    @Test
    void policiesThatContradictThemselves_areAllShown_withPlaceAndRemedy() {
        assertThat(failureOf(Applications.plain()
                        .withBean(Good.class)
                        .withBean(Impatient.class)
                        .withPropertyValues(
                                "freshet.caches.dashboard-metrics.soft-ttl=2m",
                                "freshet.caches.dashboard-metrics.jitter=1.5",
                                "freshet.caches.dashboard-metrics.hard-timeout=-1s")))
                .contains("freshet.caches.dashboard-metrics.soft-ttl is 2m, but an entry may expire after 1m, said in"
                        + " property freshet.caches.dashboard-metrics.soft-ttl (")
                .contains("freshet.caches.dashboard-metrics.jitter is 1.5")
                .contains("freshet.caches.dashboard-metrics.hard-timeout is -1s")
                .contains("freshet.caches.impatient.hard-timeout is 1s, but the soft-timeout is 2s, said in @Cached on"
                        + " Impatient.metrics")
                .contains("freshet.caches.impatient.soft-timeout is 2s, but no expired value may be served meanwhile")
                .contains("Set stale-on-error too");
    }

    @Test
    void malformedPolicy_saysHowToWriteIt() {
        assertThat(failureOf(Applications.plain().withBean(Malformed.class)))
                .contains("@Cached(nullTtl = \"5\") on Malformed.metrics is no duration")
                .contains("Write it as 60s, 5m, 1h or PT1M");
    }

    @Test
    void policiesThatCannotBeOfAnyCache_areThoseOfTheDefaults() {
        assertThat(failureOf(Applications.plain()
                        .withPropertyValues(
                                "freshet.defaults.early-refresh=-1",
                                "freshet.defaults.soft-timeout=3s",
                                "freshet.defaults.hard-timeout=2s",
                                "freshet.defaults.concurrent-loads-of-tenant=17")))
                .contains("freshet.defaults.early-refresh is -1.0, said in property freshet.defaults.early-refresh (")
                .contains("freshet.defaults.hard-timeout is 2s, but the soft-timeout is 3s")
                .contains("freshet.defaults.concurrent-loads-of-tenant is 17, and concurrent-loads is 16")
                .doesNotContain("freshet.defaults.soft-timeout is");
    }

    @Test
    void unknownSettingOfAGroup_namesTheNearest() {
        assertThat(failureOf(Applications.plain().withPropertyValues("freshet.shadow-reads.shares=1")))
                .contains("Did you mean freshet.shadow-reads.share?");
    }

    static String failureOf(ApplicationContextRunner application) {
        StringBuilder text = new StringBuilder();
        application.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = analyse(context.getStartupFailure());
            text.append(analysis.getDescription()).append('\n').append(analysis.getAction());
        });
        return text.toString();
    }

    static FailureAnalysis analyse(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, notOurs) -> {}))
                .stream()
                .filter(analyzer -> analyzer.getClass().getName().startsWith("io.freshet"))
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No analyzer of ours knows this", failure));
    }

    static class Good {
        @Cached(cache = "dashboard:metrics:{day}", ttl = "60s")
        public String metrics(int day) {
            return "day " + day;
        }
    }

    static class Twin {
        @Cached(cache = "dashboard:metrics:{day}", ttl = "60s")
        public Integer metrics(int day) {
            return day;
        }
    }

    static class Impatient {
        @Cached(cache = "impatient", ttl = "60s", softTimeout = "2s", hardTimeout = "1s")
        public String metrics() {
            return "";
        }
    }

    static class Malformed {
        @Cached(cache = "malformed", ttl = "60s", nullTtl = "5")
        public String metrics() {
            return "";
        }
    }

    static class NoTtl {
        @Cached(cache = "dashboard:metrics")
        public String metrics() {
            return "";
        }
    }

    static class BadTtl {
        @Cached(cache = "dashboard:metrics", ttl = "60")
        public String metrics() {
            return "";
        }
    }

    static class FinalMethod {
        @Cached(cache = "dashboard:metrics", ttl = "60s")
        public final String metrics() {
            return "";
        }
    }

    static class Hidden {
        @Cached(cache = "dashboard:metrics", ttl = "60s")
        String metrics() {
            return "";
        }
    }

    static final class Closed {
        @Cached(cache = "dashboard:metrics", ttl = "60s")
        public String metrics() {
            return "";
        }
    }

    static class Later {
        @Cached(cache = "dashboard:later", ttl = "60s")
        public Future<String> metrics() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class WritesLater {
        @Invalidates("dashboard:*")
        public CompletableFuture<String> write() {
            return CompletableFuture.completedFuture("");
        }
    }

    static class Suspending {
        @Cached(cache = "dashboard:suspending", ttl = "60s")
        public Object metrics(Continuation<String> rest) {
            return rest;
        }
    }

    static class WrongName {
        @Cached(cache = "dashboard:metrics:{date}", ttl = "60s")
        public String metrics(int day) {
            return "" + day;
        }
    }

    static class BadTemplate {
        @Cached(cache = "dashboard::metrics", ttl = "60s")
        public String metrics() {
            return "";
        }
    }

    static class BadPattern {
        @Invalidates("dashbord:*")
        public void write() {}
    }

    static class NoEntity {
        @Cached(cache = "dashboard:metrics", ttl = "60s", dependsOn = String.class)
        public String metrics() {
            return "";
        }
    }

    static class SharedTenant {
        @Cached(cache = "dashboard:metrics", ttl = "60s", shared = true)
        public String metrics(@Tenant String tenant) {
            return tenant;
        }
    }
}
