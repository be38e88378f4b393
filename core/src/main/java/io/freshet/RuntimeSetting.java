package io.freshet;

import io.freshet.read.CachePolicy;
import io.freshet.read.PolicyMistake;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be changed of a cache while the fleet runs: nothing of it touches what makes an answer true. Values are written as properties are.
 */
public enum RuntimeSetting {
    /** How long an entry may be served at the most. */
    TTL(
            "ttl",
            CachePolicy::timeToLive,
            (policy, text) -> policy.withTimeToLive(duration(text)),
            "a time such as 500ms, 60s, 5m, 1h or PT1M"),
    /** For how long after that an entry that nothing invalidated may be served if the loader fails. */
    STALE_ON_ERROR(
            "stale-on-error",
            CachePolicy::staleOnError,
            (policy, text) -> policy.withStaleOnError(duration(text)),
            "a time such as 60s, or 0s for never"),
    /** By which share of the time to live it may be shorter, at random. */
    JITTER(
            "jitter",
            policy -> policy.expiry().jitter(),
            (policy, text) -> policy.withExpiry(expiry -> expiry.withJitter(Double.parseDouble(text))),
            "a share from 0 to below 1"),
    /** From which age on an entry is refreshed in the background when it is read. */
    SOFT_TTL(
            "soft-ttl",
            policy -> policy.expiry().softTimeToLive(),
            (policy, text) -> policy.withExpiry(expiry -> expiry.withSoftTimeToLive(duration(text))),
            "a time shorter than the ttl such as 30s, or 0s for never"),
    /** How eagerly reads refresh an entry before that. */
    EARLY_REFRESH(
            "early-refresh",
            policy -> policy.expiry().earlyRefresh(),
            (policy, text) -> policy.withExpiry(expiry -> expiry.withEarlyRefresh(Double.parseDouble(text))),
            "a number from 0 to 100, 1 being the usual"),
    /** After a load has failed, for how long it is not tried again while something may be served. */
    RETRY_PAUSE(
            "retry-pause",
            policy -> policy.expiry().retryPause(),
            (policy, text) -> policy.withExpiry(expiry -> expiry.withRetryPause(duration(text))),
            "a time such as 1s"),
    /** After which time a read is answered by an expired value, if there is one. */
    SOFT_TIMEOUT(
            "soft-timeout",
            policy -> policy.loads().softTimeout(),
            (policy, text) -> policy.withLoads(loads -> loads.withSoftTimeout(duration(text))),
            "a time such as 200ms, or 0s for never"),
    /** After which time a read fails. */
    HARD_TIMEOUT(
            "hard-timeout",
            policy -> policy.loads().hardTimeout(),
            (policy, text) -> policy.withLoads(loads -> loads.withHardTimeout(duration(text))),
            "a time such as 5s, or 0s for never"),
    /** How many loads of one tenant may run at once on one instance. */
    CONCURRENT_LOADS_OF_TENANT(
            "concurrent-loads-of-tenant",
            policy -> policy.loads().concurrentOfTenant(),
            (policy, text) -> policy.withLoads(loads -> loads.withConcurrentOfTenant(Integer.parseInt(text))),
            "a number, 0 for any"),
    /** How many entries of one tenant are kept in process. */
    LOCAL_MAXIMUM_OF_TENANT(
            "local-maximum-of-tenant",
            policy -> policy.local().maximumOfTenant(),
            (policy, text) -> policy.withLocal(local -> local.withMaximumOfTenant(Long.parseLong(text))),
            "a number of entries, 0 for any"),
    /** How many entries are kept in process. */
    LOCAL_MAXIMUM(
            "local-maximum",
            CachePolicy::localMaximum,
            (policy, text) -> policy.withLocalMaximum(Long.parseLong(text)),
            "a number of entries, 0 for none"),
    /** How many loads may run at once on one instance. */
    CONCURRENT_LOADS(
            "concurrent-loads",
            CachePolicy::concurrentLoads,
            (policy, text) -> policy.withConcurrentLoads(Integer.parseInt(text)),
            "a number, 1 or more"),
    /** Whether instances wait for each other's loads of a key. */
    ONE_LOAD_IN_FLEET(
            "one-load-in-fleet",
            CachePolicy::oneLoadInFleet,
            (policy, text) -> policy.withOneLoadInFleet(flag(text)),
            "true or false"),
    /** Whether loads may read a replica of the database. */
    FROM_REPLICA(
            "from-replica",
            CachePolicy::fromReplica,
            (policy, text) -> policy.withFromReplica(flag(text)),
            "true or false");

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private final String text;
    private final Function<CachePolicy, Object> value;
    private final Change change;
    private final String form;

    RuntimeSetting(String text, Function<CachePolicy, Object> value, Change change, String form) {
        this.text = text;
        this.value = value;
        this.change = change;
        this.form = form;
    }

    private interface Change {
        CachePolicy to(CachePolicy policy, String text);
    }

    /** Its name, as that of the property: {@code stale-on-error}. */
    public String text() {
        return text;
    }

    /** The one with this name. */
    public static Optional<RuntimeSetting> named(String name) {
        return Stream.of(values()).filter(setting -> setting.text.equals(name)).findFirst();
    }

    /** What a policy says, as it is written. */
    public String valueIn(CachePolicy policy) {
        return value.apply(policy) instanceof Duration duration
                ? written(duration)
                : String.valueOf(value.apply(policy));
    }

    /**
     * The same policy with another value.
     *
     * @throws IllegalArgumentException if it cannot be, with what was wrong and what may be written
     */
    public CachePolicy change(CachePolicy policy, String to) {
        try {
            return change.to(policy, to.strip());
        } catch (IllegalArgumentException | ArithmeticException e) {
            String why =
                    e instanceof NumberFormatException || e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            throw new IllegalArgumentException(text + " is '" + to + "', but must be " + form + why, e);
        }
    }

    /**
     * The policy, if it does not contradict itself.
     *
     * @throws IllegalArgumentException with what contradicts what
     */
    static CachePolicy possible(CachePolicy policy) {
        List<PolicyMistake> mistakes = policy.mistakes();
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(
                    mistakes.stream().map(PolicyMistake::toString).collect(Collectors.joining("; ")));
        }
        return policy;
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Duration duration(String text) {
        Matcher simple = SIMPLE.matcher(text.toLowerCase(Locale.ROOT));
        if (!simple.matches()) {
            try {
                return Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("no duration", e);
            }
        }
        long number = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static String written(Duration duration) {
        return duration.toMillisPart() == 0 && duration.toNanosPart() == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }
}
