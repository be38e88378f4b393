package io.freshet.spring.settings;

import io.freshet.read.PolicyMistake;
import io.freshet.spring.settings.FreshetProperties.Defaults;
import io.freshet.spring.settings.FreshetProperties.HotKeys;
import io.freshet.spring.settings.FreshetProperties.Observing;
import io.freshet.spring.settings.FreshetProperties.ShadowReads;
import io.freshet.spring.settings.FreshetProperties.Witness;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what is wrong with the settings of the instance as a whole: every mistake, with property, value, place and remedy. */
public final class InstanceChecks {

    private static final Duration LEAST_BOUND = Duration.ofMillis(250);
    private static final Duration LEAST_LEASE = Duration.ofSeconds(3);
    private static final int MOST_INTERVALS = 5;
    private static final int MOST_PARTITIONS = 1_024;
    private static final String WITNESS = "io.freshet.witness.Witnessed";
    private static final String CONSOLE = "io.freshet.console.service.Console";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-]+)+");

    private final FreshetProperties properties;
    private final WrittenProperties written;
    private final List<Mistake> mistakes = new ArrayList<>();

    private InstanceChecks(FreshetProperties properties, WrittenProperties written) {
        this.properties = properties;
        this.written = written;
    }

    /** All mistakes; empty if there is none. */
    public static List<Mistake> mistakes(FreshetProperties properties, Environment environment) {
        return mistakes(properties, new WrittenProperties(environment));
    }

    static List<Mistake> mistakes(FreshetProperties properties, WrittenProperties written) {
        InstanceChecks checks = new InstanceChecks(properties, written);
        checks.times();
        checks.names();
        checks.shadowReads(properties.shadowReads());
        checks.hotKeys(properties.hotKeys());
        checks.observe(properties.observe());
        checks.witness(properties.witness());
        checks.console(properties.console());
        checks.defaults(properties.defaults());
        return List.copyOf(checks.mistakes);
    }

    private void times() {
        Duration bound = properties.bound();
        boolean isLongEnough = bound.compareTo(LEAST_BOUND) >= 0;
        require(isLongEnough, "bound", text(bound), "Set it to 250ms or more");
        Duration interval = properties.pollInterval();
        if (isLongEnough || interval.isNegative() || interval.isZero()) {
            require(
                    isPositive(interval)
                            && interval.multipliedBy(MOST_INTERVALS).compareTo(bound) <= 0,
                    "interval",
                    text(interval),
                    "Leave it out, or set it to a fifth of freshet.bound at the most, that is "
                            + text(bound.dividedBy(MOST_INTERVALS)));
        }
        require(
                isPositive(properties.remoteTimeout()),
                "remote-timeout",
                text(properties.remoteTimeout()),
                "It must be positive, as 250ms");
        require(
                !properties.captureCheck().isNegative(),
                "capture-check",
                text(properties.captureCheck()),
                "Set it to a time, as 10s, or to 0 so that it is not looked whether triggers still tell every write");
    }

    private void names() {
        String instance = properties.instance();
        require(
                instance == null || !instance.isBlank(),
                "instance",
                "blank",
                "Leave it out, or set it to a name that is unique in the fleet");
        require(
                !properties.tenantColumn().isBlank(),
                "tenant-column",
                "blank",
                "Name the column, as tenant_id; tables without it have no tenants");
        String prefix = properties.redis().keyPrefix();
        require(
                !prefix.contains("{") && !prefix.contains("}"),
                "redis.key-prefix",
                "'" + prefix + "'",
                "Write it without braces, which Redis Cluster gives a meaning");
        Integer partitions = properties.partitions();
        require(
                partitions == null || (partitions >= 1 && partitions <= MOST_PARTITIONS),
                "partitions",
                String.valueOf(partitions),
                "Leave it out, or set it to a number from 1 to " + MOST_PARTITIONS);
    }

    private void shadowReads(ShadowReads reads) {
        require(
                reads.share() >= 0 && reads.share() <= 1,
                "shadow-reads.share",
                String.valueOf(reads.share()),
                "It is a share of the hits, from 0 to 1");
        require(
                reads.rate() > 0,
                "shadow-reads.rate",
                String.valueOf(reads.rate()),
                "It is a number of loads a second, more than 0; to compare nothing set freshet.shadow-reads.share=0");
    }

    private void hotKeys(HotKeys keys) {
        require(
                keys.tracked() == 0 || keys.tracked() >= io.freshet.hot.HotKeys.LEAST_TRACKED,
                "hot-keys.tracked",
                String.valueOf(keys.tracked()),
                "Leave it out, set it to 0 to count none, or to at least " + io.freshet.hot.HotKeys.LEAST_TRACKED);
    }

    private void observe(Observing observe) {
        require(
                observe.share() >= 0 && observe.share() <= 1,
                "observe.share",
                String.valueOf(observe.share()),
                "It is a share of the hits, from 0 to 1");
        require(
                observe.rate() > 0,
                "observe.rate",
                String.valueOf(observe.rate()),
                "It is a number of comparisons a second, more than 0; to compare nothing set freshet.observe.share=0");
        require(
                isPositive(observe.grace()),
                "observe.grace",
                text(observe.grace()),
                "It must be positive, as 1s: evictions come after the commit");
        require(
                observe.entries() > 0,
                "observe.entries",
                String.valueOf(observe.entries()),
                "It is a number of entries, 1 or more");
    }

    private void witness(Witness witness) {
        require(
                !witness.enabled() || ClassUtils.isPresent(WITNESS, InstanceChecks.class.getClassLoader()),
                "witness.enabled",
                "true",
                "It needs the module io.freshet:freshet-witness on the class path");
        require(
                witness.share() >= 0 && witness.share() <= 1,
                "witness.share",
                String.valueOf(witness.share()),
                "It is a share of the writes, from 0 to 1");
        require(
                witness.rate() > 0,
                "witness.rate",
                String.valueOf(witness.rate()),
                "It is a number of loads a second, more than 0; to compare nothing set freshet.witness.share=0");
        require(
                witness.keys() >= 0,
                "witness.keys",
                String.valueOf(witness.keys()),
                "It is a number of entries, 0 or more");
    }

    private void console(FreshetProperties.Console console) {
        require(
                !Boolean.TRUE.equals(console.enabled())
                        || ClassUtils.isPresent(CONSOLE, InstanceChecks.class.getClassLoader()),
                "console.enabled",
                "true",
                "It needs the module io.freshet:freshet-console on the class path");
        require(
                PATH.matcher(console.path()).matches(),
                "console.path",
                "'" + console.path() + "'",
                "It is one or more names, each after a slash, as /freshet");
        require(
                console.lease().compareTo(LEAST_LEASE) >= 0,
                "console.lease",
                text(console.lease()),
                "Set it to " + text(LEAST_LEASE) + " or more: an instance tells of itself three times in it");
        requireRole(console.viewerRole(), "viewer");
        requireRole(console.operatorRole(), "operator");
        requireRole(console.adminRole(), "admin");
    }

    private void requireRole(String role, String whose) {
        require(!role.isBlank(), "console." + whose + "-role", "blank", "Leave it out, or name a role");
    }

    private void defaults(Defaults defaults) {
        require(
                !defaults.staleOnError().isNegative(),
                "defaults.stale-on-error",
                text(defaults.staleOnError()),
                "It must not be negative");
        require(
                defaults.localMaximum() >= 0,
                "defaults.local-maximum",
                String.valueOf(defaults.localMaximum()),
                "It must be 0 or more");
        require(
                defaults.concurrentLoads() > 0,
                "defaults.concurrent-loads",
                String.valueOf(defaults.concurrentLoads()),
                "It must be 1 or more");
        require(
                defaults.maxValueSize().toBytes() > 0,
                "defaults.max-value-size",
                String.valueOf(defaults.maxValueSize()),
                "It must be more than 0, as 1MB");
        require(
                defaults.compressAbove() == null || !defaults.compressAbove().isNegative(),
                "defaults.compress-above",
                String.valueOf(defaults.compressAbove()),
                "Leave it out, or set it to a size, as 16KB");
        PolicySettings.ofDefaults(defaults).forEach(this::mistaken);
    }

    private void mistaken(PolicyMistake mistake) {
        String place = written.placeOf("defaults." + Names.canonical(mistake.setting()), "the default");
        mistakes.add(new Mistake(
                "freshet.defaults." + mistake.setting() + " " + mistake.what() + ", said in " + place,
                mistake.remedy()));
    }

    private void require(boolean holds, String name, String value, String remedy) {
        if (!holds) {
            String path = Stream.of(name.split("\\.")).map(Names::canonical).collect(Collectors.joining("."));
            mistakes.add(new Mistake(
                    "freshet." + name + " is " + value + ", said in " + written.placeOf(path, "the default"), remedy));
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static String text(Duration duration) {
        return DurationStyle.SIMPLE.print(duration);
    }
}
