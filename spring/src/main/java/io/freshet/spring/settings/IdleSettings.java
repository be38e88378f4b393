package io.freshet.spring.settings;

import org.springframework.core.env.Environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Properties that are written but have no effect as things stand. What is wrong by itself is refused at start, and is not told here. */
public final class IdleSettings {

    private static final List<String> OF_A_SHARED_TIER = List.of(
            "redis.key-prefix",
            "partitions",
            "defaults.codec",
            "defaults.compress-above",
            "defaults.max-value-size",
            "kryo.classes");
    private static final List<String> OF_A_LOG = List.of("log.url", "log.username", "log.password");
    private static final List<String> OF_A_WITNESS =
            List.of("witness.waits", "witness.share", "witness.rate", "witness.keys", "witness.directory");

    private final WrittenProperties written;
    private final List<Mistake> idle = new ArrayList<>();

    private IdleSettings(WrittenProperties written) {
        this.written = written;
    }

    /** All of them. */
    public static List<Mistake> of(FreshetProperties properties, Environment environment, Circumstances now) {
        IdleSettings settings = new IdleSettings(new WrittenProperties(environment));
        settings.idleUnless(now.hasSharedTier(), "there is no shared tier", OF_A_SHARED_TIER);
        settings.idleUnless(now.hasOutbox(), "there is no outbox", List.of("direct"));
        settings.idleUnless(now.hasTriggers(), "writes are not told by triggers", List.of("capture-check"));
        settings.idleUnless(
                properties.capture() == CaptureMode.LOG,
                "freshet.capture is " + properties.capture().name().toLowerCase(Locale.ROOT),
                OF_A_LOG);
        settings.idleUnless(
                properties.session().enabled(), "freshet.session.enabled is false", List.of("session.transport"));
        settings.idleUnless(
                properties.shadowReads().share() > 0, "freshet.shadow-reads.share is 0", List.of("shadow-reads.rate"));
        settings.idleUnless(properties.witness().enabled(), "freshet.witness.enabled is false", OF_A_WITNESS);
        settings.idleUnless(
                now.hasSpringCaches(), "Spring's caches are not Freshet's here", List.of("spring-cache.ttl"));
        settings.unknownInTheShell();
        return List.copyOf(settings.idle);
    }

    private void idleUnless(boolean holds, String why, List<String> names) {
        if (holds) {
            return;
        }
        for (String name : names) {
            written.of(canonical(name)).stream()
                    .findFirst()
                    .ifPresent(property -> idle.add(new Mistake(
                            "freshet." + name + " has no effect, since " + why + "; it is said in " + property.place(),
                            "Take it out, or change what it depends on")));
        }
    }

    /** What is unknown elsewhere is refused at start; the shell has variables that are not meant for us. */
    private void unknownInTheShell() {
        for (WrittenProperties.Written property : written.all()) {
            String path = Names.canonical(property.element(1)) + "." + Names.canonical(property.element(2));
            boolean isOfACache = Names.canonical(property.element(1)).equals("caches");
            boolean isKnown = KnownProperties.NAMES.stream()
                    .map(IdleSettings::canonical)
                    .anyMatch(name -> path.equals(name.contains(".") ? name : name + "."));
            if (property.inShell() && !isOfACache && !isKnown) {
                idle.add(new Mistake(
                        "The variable of the shell that stands for " + property.name()
                                + " names no setting; it is said in " + property.place(),
                        Names.nearest(path, KnownProperties.NAMES)
                                .map(name -> "If freshet." + name + " is meant, correct it")
                                .orElse("")));
            }
        }
    }

    private static String canonical(String name) {
        return Stream.of(name.split("\\.")).map(Names::canonical).collect(Collectors.joining("."));
    }

    /**
     * How the application runs.
     *
     * @param hasSharedTier whether there is one
     * @param hasOutbox whether changes are kept in the database
     * @param hasTriggers whether triggers tell writes
     * @param hasSpringCaches whether Spring's caches are Freshet's
     */
    public record Circumstances(
            boolean hasSharedTier, boolean hasOutbox, boolean hasTriggers, boolean hasSpringCaches) {}
}
