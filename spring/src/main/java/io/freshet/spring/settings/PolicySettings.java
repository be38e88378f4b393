package io.freshet.spring.settings;

import io.freshet.annotation.Cached;
import io.freshet.read.CachePolicy;
import io.freshet.read.PolicyMistake;
import io.freshet.spring.settings.FreshetProperties.CacheProperties;
import io.freshet.spring.settings.FreshetProperties.Defaults;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The part of a cache's policy that says for how long its entries live, how long is waited for its loads, and how much it keeps. */
public final class PolicySettings {

    private static final Duration UNKNOWN_TTL = Duration.ofDays(10_000);

    private final CacheProperties own;
    private final Defaults defaults;
    private final @Nullable Cached annotation;
    private final String where;
    private final List<Mistake> mistakes = new ArrayList<>();

    private PolicySettings(CacheProperties own, Defaults defaults, @Nullable Cached annotation, String where) {
        this.own = own;
        this.defaults = defaults;
        this.annotation = annotation;
        this.where = where;
    }

    /** The policy with what the defaults say. */
    public static CachePolicy withDefaults(CachePolicy policy, Defaults defaults) {
        return new PolicySettings(CacheProperties.NONE, defaults, null, "").applied(policy);
    }

    /**
     * The policy with what is said of a cache, and by the defaults; the configuration wins over the annotation.
     *
     * @param where the annotated method, for messages
     */
    static CachePolicy of(
            CachePolicy policy,
            CacheProperties own,
            Defaults defaults,
            @Nullable Cached annotation,
            String where,
            Collection<Mistake> mistakes) {
        PolicySettings settings = new PolicySettings(own, defaults, annotation, where);
        CachePolicy applied = settings.applied(policy);
        mistakes.addAll(settings.mistakes);
        return applied;
    }

    private CachePolicy applied(CachePolicy policy) {
        Duration nullTtl = annotated("nullTtl").orElse(defaults.nullTtl());
        Duration stale = said(own.staleOnError(), "staleOnError", defaults.staleOnError());
        if (stale.isNegative()) {
            mistakes.add(new Mistake("stale-on-error on " + where + " is " + stale, "It must not be negative"));
            stale = Duration.ZERO;
        }
        Duration staleOnError = stale;
        return policy.withExpiry(expiry -> expiry.withStaleOnError(staleOnError)
                        .withJitter(first(own.jitter(), defaults.jitter()))
                        .withSoftTimeToLive(said(own.softTtl(), "softTtl", defaults.softTtl()))
                        .withEarlyRefresh(first(own.earlyRefresh(), defaults.earlyRefresh()))
                        .withNullTimeToLive(own.nullTtl() == null ? nullTtl : own.nullTtl())
                        .withRetryPause(first(own.retryPause(), defaults.retryPause())))
                .withLoads(
                        loads -> loads.withSoftTimeout(said(own.softTimeout(), "softTimeout", defaults.softTimeout()))
                                .withHardTimeout(said(own.hardTimeout(), "hardTimeout", defaults.hardTimeout()))
                                .withConcurrentOfTenant(
                                        first(own.concurrentLoadsOfTenant(), defaults.concurrentLoadsOfTenant())))
                .withLocal(local -> local.withMaximumBytes(bytes(own.localMaximumSize(), defaults.localMaximumSize()))
                        .withMaximumOfTenant(first(own.localMaximumOfTenant(), defaults.localMaximumOfTenant()))
                        .withLargestValueBytes(bytes(own.largestLocalValue(), defaults.largestLocalValue())))
                .withLargestValueBytes(bytes(own.largestValue(), defaults.largestValue()));
    }

    private Duration said(@Nullable Duration configured, String attribute, Duration otherwise) {
        return configured == null ? annotated(attribute).orElse(otherwise) : configured;
    }

    private Optional<Duration> annotated(String attribute) {
        String text = annotation == null ? "" : textOf(annotation, attribute);
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            if (text.chars().allMatch(Character::isDigit)) {
                throw new IllegalArgumentException("a number without a unit");
            }
            return Optional.of(DurationStyle.detectAndParse(text));
        } catch (IllegalArgumentException e) {
            mistakes.add(new Mistake(
                    "@Cached(" + attribute + " = \"" + text + "\") on " + where + " is no duration",
                    "Write it as 60s, 5m, 1h or PT1M"));
            return Optional.empty();
        }
    }

    private static String textOf(Cached annotation, String attribute) {
        return switch (attribute) {
            case "softTtl" -> annotation.softTtl();
            case "nullTtl" -> annotation.nullTtl();
            case "staleOnError" -> annotation.staleOnError();
            case "softTimeout" -> annotation.softTimeout();
            case "hardTimeout" -> annotation.hardTimeout();
            default -> throw new IllegalArgumentException(attribute);
        };
    }

    private static long bytes(@Nullable DataSize own, DataSize otherwise) {
        return first(own, otherwise).toBytes();
    }

    private static <T> T first(@Nullable T own, T otherwise) {
        return own == null ? otherwise : own;
    }

    /**
     * What cannot be in a policy, as mistakes of a cache.
     *
     * @param written where properties are written
     */
    static List<Mistake> mistakes(
            CachePolicy policy, String cache, String property, String where, WrittenProperties written) {
        List<Mistake> mistakes = new ArrayList<>();
        for (PolicyMistake mistake : policy.mistakes()) {
            String name = Names.canonical(mistake.setting());
            String byDefault = written.placeOf("defaults." + name, "@Cached on " + where);
            String place = written.placeOf("caches." + Names.canonical(cache) + "." + name, byDefault);
            mistakes.add(new Mistake(
                    property + "." + mistake.setting() + " " + mistake.what() + ", said in " + place,
                    mistake.remedy()));
        }
        return mistakes;
    }

    /** What cannot be in the defaults, whatever caches add to them. */
    static List<PolicyMistake> ofDefaults(Defaults defaults) {
        Duration ttl = defaults.ttl();
        Duration known = ttl == null || ttl.isNegative() || ttl.isZero() ? UNKNOWN_TTL : ttl;
        CachePolicy policy = withDefaults(CachePolicy.of(known), defaults)
                .withConcurrentLoads(Math.max(1, defaults.concurrentLoads()))
                .withLocalMaximum(Math.max(0, defaults.localMaximum()));
        boolean isSoftTimeoutRight = !defaults.softTimeout().isNegative(); // caches may say what answers meanwhile
        return policy.mistakes().stream()
                .filter(mistake -> !(isSoftTimeoutRight && mistake.setting().equals("soft-timeout")))
                .toList();
    }
}
