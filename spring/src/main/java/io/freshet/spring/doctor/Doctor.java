package io.freshet.spring.doctor;

import io.freshet.Freshet;
import io.freshet.check.Check;
import io.freshet.check.Checkup;
import io.freshet.check.Finding;
import io.freshet.spring.database.Reach;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.settings.CaptureMode;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.IdleSettings;
import io.freshet.spring.settings.IdleSettings.Circumstances;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** All that can be looked at from one instance. Thread-safe; nothing is looked at before somebody asks. */
public final class Doctor {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String REDIS_TIMEOUT = "spring.data.redis.timeout";

    private final String instance;
    private final Checkup checkup;

    /**
     * Of an instance.
     *
     * @param capture how writes are noticed
     * @param hasSharedTier whether there is one
     * @param springCaches the names of Spring's caches that are Freshet's
     */
    public Doctor(
            Freshet freshet,
            WriteCapture capture,
            boolean hasSharedTier,
            Supplier<Set<String>> springCaches,
            FreshetProperties properties,
            Environment environment) {
        this.instance = freshet.status().instance();
        List<Check> checks = new ArrayList<>(StandingChecks.of(freshet));
        SetupChecks.Setup setup = new SetupChecks.Setup(
                capture.reach(),
                hasSharedTier,
                hasSharedTier ? timeouts(properties, environment) : List.of(),
                capture::untold,
                () -> IdleSettings.of(
                        properties,
                        environment,
                        new Circumstances(
                                hasSharedTier,
                                capture.outbox().keepsChanges(),
                                capture.reach() == Reach.EVERYBODY && properties.capture() != CaptureMode.LOG,
                                !springCaches.get().isEmpty())));
        checks.addAll(new SetupChecks(freshet, setup).all());
        checks.addAll(new CacheChecks(freshet, () -> silent(springCaches.get(), properties, environment)).all());
        checks.addAll(freshet.checks());
        checks.addAll(capture.checks());
        this.checkup = new Checkup(checks, LIMIT);
    }

    private static List<SetupChecks.Timeout> timeouts(FreshetProperties properties, Environment environment) {
        List<SetupChecks.Timeout> timeouts = new ArrayList<>();
        Binder.get(environment)
                .bind(REDIS_TIMEOUT, Duration.class)
                .ifBound(value -> timeouts.add(new SetupChecks.Timeout(REDIS_TIMEOUT, value)));
        timeouts.add(new SetupChecks.Timeout("freshet.remote-timeout", properties.remoteTimeout()));
        return timeouts;
    }

    /** Of Spring's caches, those of whose time to live nobody has said anything. */
    private static Set<String> silent(Set<String> springCaches, FreshetProperties properties, Environment environment) {
        boolean isSaid = properties.defaults().ttl() != null
                || environment.containsProperty("freshet.spring-cache.ttl")
                || environment.containsProperty("spring.cache.redis.time-to-live");
        Set<String> silent = new TreeSet<>(isSaid ? Set.of() : springCaches);
        silent.removeIf(cache -> properties.caches().entrySet().stream()
                .anyMatch(own -> own.getValue().ttl() != null && isSame(own.getKey(), cache)));
        return silent;
    }

    private static boolean isSame(String one, String other) {
        return letters(one).equalsIgnoreCase(letters(other));
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "");
    }

    /** The name of the instance. */
    public String instance() {
        return instance;
    }

    /**
     * Looks at everything; blocks for ten seconds at the most, and for as long again if somebody else has just asked.
     *
     * @throws InterruptedException if the caller is to stop waiting
     */
    public List<Finding> look() throws InterruptedException {
        return checkup.run();
    }
}
