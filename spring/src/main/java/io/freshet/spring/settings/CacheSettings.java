package io.freshet.spring.settings;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Observe;
import io.freshet.read.CachePolicy;
import io.freshet.read.Consistency;
import io.freshet.spring.settings.CodecChoice.CodecMistakeException;
import io.freshet.spring.settings.FreshetProperties.CacheProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Joins what annotation, configuration and defaults say about a cache: the configuration wins over code. Immutable. */
public final class CacheSettings {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final FreshetProperties properties;
    private final WrittenProperties written;
    private final List<Mistake> ofTheInstance;
    private final @Nullable CodecChoice choice;

    /**
     * What is said in this environment.
     *
     * @param choice makes codecs; null without a shared tier
     */
    public CacheSettings(FreshetProperties properties, Environment environment, @Nullable CodecChoice choice) {
        this.choice = choice;
        this.properties = properties;
        this.written = new WrittenProperties(environment);
        this.ofTheInstance = InstanceChecks.mistakes(properties, written);
    }

    /**
     * The time to live of a cache, with where it was said.
     *
     * @param where the annotated method, for messages
     * @param mistakes what is wrong is added here
     */
    public Optional<Setting<Duration>> timeToLive(
            String cache, Cached annotation, String where, Collection<Mistake> mistakes) {
        Duration configured = of(cache).ttl();
        if (configured != null) {
            return checked(
                    new Setting<>(
                            configured, written.placeOf("caches." + Names.canonical(cache) + ".ttl", "configuration")),
                    cache,
                    mistakes);
        }
        if (!annotation.ttl().isBlank()) {
            return annotated(cache, annotation.ttl(), where, mistakes);
        }
        Duration otherwise = properties.defaults().ttl();
        if (otherwise != null) {
            return checked(new Setting<>(otherwise, written.placeOf("defaults.ttl", "configuration")), cache, mistakes);
        }
        mistakes.add(new Mistake(
                "Cache '" + cache + "' on " + where + " has no time to live",
                "Write ttl = \"60s\" in its @Cached, or set freshet.caches." + propertyName(cache)
                        + ".ttl, or freshet.defaults.ttl for all caches"));
        return Optional.empty();
    }

    /**
     * The time to live of a cache that no annotation of ours declares.
     *
     * @param otherwise what holds if the configuration says nothing
     * @param mistakes what is wrong is added here
     */
    public Optional<Setting<Duration>> timeToLive(
            String cache, Setting<Duration> otherwise, Collection<Mistake> mistakes) {
        Duration configured = of(cache).ttl();
        return checked(
                configured == null
                        ? otherwise
                        : new Setting<>(
                                configured,
                                written.placeOf("caches." + Names.canonical(cache) + ".ttl", "configuration")),
                cache,
                mistakes);
    }

    private static Optional<Setting<Duration>> annotated(
            String cache, String text, String where, Collection<Mistake> mistakes) {
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                throw new IllegalArgumentException("a number without a unit");
            }
            return checked(new Setting<>(DurationStyle.detectAndParse(text), "@Cached on " + where), cache, mistakes);
        } catch (IllegalArgumentException e) {
            mistakes.add(new Mistake(
                    "@Cached(ttl = \"" + text + "\") on " + where + " is no duration",
                    "Write it as 60s, 5m, 1h or PT1M"));
            return Optional.empty();
        }
    }

    private static Optional<Setting<Duration>> checked(
            Setting<Duration> setting, String cache, Collection<Mistake> mistakes) {
        if (setting.value().isNegative() || setting.value().isZero()) {
            mistakes.add(new Mistake(
                    "The time to live of cache '" + cache + "' is " + setting.value() + ", said in " + setting.origin(),
                    "It must be positive, as 60s"));
            return Optional.empty();
        }
        return Optional.of(setting);
    }

    /** What is wrong with the settings that are not those of one cache. */
    public List<Mistake> ofTheInstance() {
        return ofTheInstance;
    }

    /** What is wrong with the settings where no cache is Freshet's. */
    public List<Mistake> withoutCaches() {
        List<Mistake> mistakes = new ArrayList<>(ofTheInstance);
        mistakes.addAll(unknown(List.of(), false));
        return mistakes;
    }

    /** What turns the values of a cache into bytes; empty without a shared tier. What cannot be is added to the mistakes. */
    public Optional<ValueCodecs> codecs(String cache, Collection<Mistake> mistakes) {
        if (choice == null || !ofTheInstance.isEmpty()) {
            return Optional.empty();
        }
        CacheProperties own = of(cache);
        FreshetProperties.Defaults defaults = properties.defaults();
        DataSize most = first(own.maxValueSize(), defaults.maxValueSize());
        DataSize compress = own.compressAbove() == null ? defaults.compressAbove() : own.compressAbove();
        String property = "freshet.caches." + propertyName(cache);
        int before = mistakes.size();
        require(
                most.toBytes() > 0,
                property + ".max-value-size is " + most,
                "It must be more than 0, as 1MB; to store nothing in the shared tier set " + property + ".remote=false",
                mistakes);
        require(
                compress == null || !compress.isNegative(),
                property + ".compress-above is " + compress,
                "It must not be negative",
                mistakes);
        if (mistakes.size() > before) {
            return Optional.empty();
        }
        try {
            String name = own.codec() == null ? defaults.codec() : own.codec();
            ValueSettings values = new ValueSettings(name, compress, most);
            return Optional.of(new ValueCodecs(choice.named(values), codecs -> choice.packed(codecs, values)));
        } catch (CodecMistakeException e) {
            String said = own.codec() == null
                    ? written.placeOf("defaults.codec", "freshet.defaults.codec")
                    : written.placeOf("caches." + Names.canonical(cache) + ".codec", property + ".codec");
            mistakes.add(new Mistake(e.getMessage() + ", for cache '" + cache + "', said in " + said, e.remedy()));
            return Optional.empty();
        }
    }

    /**
     * How a cache behaves; what cannot be is added to the mistakes.
     *
     * @param annotation null if no annotation of ours declares the cache
     * @param where the annotated method, for messages
     */
    public UnaryOperator<CachePolicy> policy(
            String cache,
            @Nullable Cached annotation,
            String where,
            Duration timeToLive,
            Collection<Mistake> mistakes) {
        CacheProperties own = of(cache);
        int before = mistakes.size();
        String property = "freshet.caches." + propertyName(cache);
        Duration stale = own.staleOnError();
        Long local = own.localMaximum();
        Integer loads = own.concurrentLoads();
        require(
                stale == null || !stale.isNegative(),
                property + ".stale-on-error is " + stale,
                "It must not be negative",
                mistakes);
        require(local == null || local >= 0, property + ".local-maximum is " + local, "It must be 0 or more", mistakes);
        require(
                loads == null || loads > 0,
                property + ".concurrent-loads is " + loads,
                "It must be 1 or more",
                mistakes);
        if (mistakes.size() > before || !ofTheInstance.isEmpty()) {
            return policy -> policy;
        }
        UnaryOperator<CachePolicy> change =
                policy -> apply(policy, own, properties.defaults(), annotation, where, mistakes);
        CachePolicy tried = change.apply(CachePolicy.of(timeToLive));
        if (mistakes.size() == before) {
            mistakes.addAll(PolicySettings.mistakes(tried, cache, property, where, written));
        }
        return mistakes.size() > before ? policy -> policy : change;
    }

    private static CachePolicy apply(
            CachePolicy policy,
            CacheProperties own,
            FreshetProperties.Defaults defaults,
            @Nullable Cached annotation,
            String where,
            Collection<Mistake> mistakes) {
        boolean isStrict = annotation != null && annotation.strict();
        boolean isShared = annotation != null && annotation.shared();
        Consistency consistency = isStrict ? Consistency.STRICT : defaults.consistency();
        Observe observe =
                annotation != null && annotation.observe() != Observe.AUTO ? annotation.observe() : defaults.observe();
        return PolicySettings.of(policy, own, defaults, annotation, where, mistakes)
                .withLocalMaximum(first(own.localMaximum(), defaults.localMaximum()))
                .withConcurrentLoads(first(own.concurrentLoads(), defaults.concurrentLoads()))
                .withRemote(first(own.remote(), policy.remote()))
                .withShared(first(own.shared(), policy.shared() || isShared))
                .withConsistency(first(own.consistency(), consistency))
                .withOneLoadInFleet(first(own.oneLoadInFleet(), defaults.oneLoadInFleet()))
                .withFromReplica(first(own.fromReplica(), defaults.fromReplica()))
                .withObserve(first(own.observe(), observe));
    }

    private static <T> T first(@Nullable T own, T otherwise) {
        return own == null ? otherwise : own;
    }

    private static void require(boolean holds, String what, String remedy, Collection<Mistake> mistakes) {
        if (!holds) {
            mistakes.add(new Mistake(what, remedy));
        }
    }

    /** Where it was said what holds for an annotated cache, its time to live apart. */
    public String originOf(String cache, String setting, Cached annotation, String where) {
        String name = Names.canonical(setting);
        return written.placeOf(
                "caches." + Names.canonical(cache) + "." + name,
                isSaid(setting, annotation) ? "@Cached on " + where : written.placeOf("defaults." + name, "default"));
    }

    private static boolean isSaid(String setting, Cached annotation) {
        return switch (setting) {
            case "soft-ttl" -> !annotation.softTtl().isBlank();
            case "stale-on-error" -> !annotation.staleOnError().isBlank();
            case "soft-timeout" -> !annotation.softTimeout().isBlank();
            case "hard-timeout" -> !annotation.hardTimeout().isBlank();
            case "null-ttl" -> !annotation.nullTtl().isBlank();
            case "consistency" -> annotation.strict();
            case "shared" -> annotation.shared();
            case "observe" -> annotation.observe() != Observe.AUTO;
            default -> false;
        };
    }

    private CacheProperties of(String cache) {
        String wanted = Names.canonical(cache);
        return properties.caches().entrySet().stream()
                .filter(entry -> Names.canonical(entry.getKey()).equals(wanted))
                .map(Map.Entry::getValue)
                .reduce(CacheProperties.NONE, CacheProperties::otherwise);
    }

    private static String propertyName(String cache) {
        return cache.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    }

    /**
     * What is written but means nothing: a property that there is not, or a cache that there is not.
     *
     * @param caches the names of all caches; names of others are no mistake unless Freshet is on, since Spring's caches are not known to it then
     * @param mayBeMore whether others may be made later; then the log names those that there are not
     */
    public List<Mistake> unknown(Collection<String> caches, boolean mayBeMore) {
        List<Mistake> mistakes = new ArrayList<>();
        List<Mistake> early = new ArrayList<>();
        for (String cache : properties.switchedOff().caches()) {
            if (properties.mode() == Mode.ON && !caches.contains(cache)) {
                early.add(new Mistake(
                        "freshet.switched-off.caches names the cache '" + cache + "', which there is not, said in "
                                + written.placeOf("switchedoff.caches", "configuration"),
                        Names.nearest(cache, caches)
                                .map(name -> "The nearest is '" + name + "'")
                                .orElse("No cache is declared")));
            }
        }
        for (WrittenProperties.Written property : written.all()) {
            if (!property.inShell()) {
                unknownCache(property, caches).ifPresent(early::add);
                unknown(property).ifPresent(mistakes::add);
            }
        }
        if (!mayBeMore) {
            mistakes.addAll(early);
        } else if (!early.isEmpty()) {
            LOG.warn("These settings have no effect unless a cache of that name is made at run time: " + early);
        }
        return mistakes;
    }

    private Optional<Mistake> unknownCache(WrittenProperties.Written property, Collection<String> caches) {
        if (properties.mode() != Mode.ON || !isOfACache(property) || isKnown(property, caches)) {
            return Optional.empty();
        }
        return Optional.of(new Mistake(
                text(property) + " names the cache '" + property.element(2) + "', which there is not",
                Names.nearest(property.element(2), caches)
                        .map(cache -> "The nearest is '" + cache + "': freshet.caches." + propertyName(cache))
                        .orElse("No cache is declared")));
    }

    private static boolean isOfACache(WrittenProperties.Written property) {
        return Names.canonical(property.element(1)).equals("caches");
    }

    private static boolean isKnown(WrittenProperties.Written property, Collection<String> caches) {
        return caches.stream().anyMatch(cache -> Names.canonical(cache).equals(Names.canonical(property.element(2))));
    }

    private static String text(WrittenProperties.Written property) {
        return "Property " + property.name() + " (" + property.place() + ")";
    }

    private Optional<Mistake> unknown(WrittenProperties.Written property) {
        String text = text(property);
        if (!isOfACache(property)) {
            String path = Names.canonical(property.element(1)) + "." + Names.canonical(property.element(2));
            boolean known =
                    property.size() <= 3 && KnownProperties.NAMES.stream().anyMatch(name -> same(name, path));
            return known ? Optional.empty() : Optional.of(new Mistake(text + " is unknown", meant(property)));
        }
        boolean knownSetting = property.size() == 4
                && KnownProperties.OF_A_CACHE.stream()
                        .anyMatch(name -> Names.canonical(name).equals(Names.canonical(property.element(3))));
        return knownSetting
                ? Optional.empty()
                : Optional.of(new Mistake(
                        text + " is unknown",
                        Names.nearest(property.element(3), KnownProperties.OF_A_CACHE)
                                .map(name -> "Did you mean freshet.caches." + property.element(2) + "." + name + "?")
                                .orElse("")));
    }

    private static boolean same(String name, String path) {
        String[] parts = (name + ".").split("\\.", -1);
        return path.equals(Names.canonical(parts[0]) + "." + Names.canonical(parts[1]));
    }

    private static String meant(WrittenProperties.Written property) {
        String path = Stream.of(property.element(1), property.element(2))
                .filter(part -> !part.isEmpty())
                .reduce((first, second) -> first + "." + second)
                .orElse("");
        return Names.nearest(path, KnownProperties.NAMES)
                .map(name -> "Did you mean freshet." + name + "?")
                .orElse("");
    }
}
