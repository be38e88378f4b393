package io.freshet.spring.observe;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.RuntimeSetting;
import io.freshet.control.ControlChange;
import io.freshet.control.ControlException;
import io.freshet.control.Scope;
import io.freshet.event.Outcome;
import io.freshet.freshness.LagMeter;
import io.freshet.invalidate.InvalidationMeter;
import io.freshet.read.ShadowReads;
import io.freshet.spring.database.ToldShape;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Actuator endpoint {@code freshet}: how the instance stands, its caches, and what is set at run time for the fleet. It only tells, unless
 * {@code management.endpoint.freshet.access} is {@code unrestricted}: whoever may look must not thereby be able to switch off. Thread-safe.
 */
@Endpoint(id = "freshet", defaultAccess = Access.READ_ONLY)
public final class FreshetEndpoint {

    private static final int HOT_KEYS = 50;

    private final Freshet freshet;
    private final BinaryOperator<String> origins;
    private final Supplier<List<ToldShape>> shapes;

    /**
     * The endpoint of one instance.
     *
     * @param origins tells where it was said what a cache, the first, is configured to in a setting, the second
     * @param shapes asks the database which writes its triggers tell
     */
    public FreshetEndpoint(Freshet freshet, BinaryOperator<String> origins, Supplier<List<ToldShape>> shapes) {
        this.freshet = freshet;
        this.origins = origins;
        this.shapes = shapes;
    }

    /**
     * One part: {@code shapes}, the writes that triggers tell, or {@code hotkeys}, the keys that this instance reads most; any other is not found.
     */
    @ReadOperation
    public @Nullable List<?> part(@Selector String part) {
        return switch (part) {
            case "shapes" -> shapes.get();
            case "hotkeys" -> freshet.hotKeys().top(HOT_KEYS);
            default -> null;
        };
    }

    /** Everything. */
    @ReadOperation
    public View view() {
        FreshetStatus status = freshet.status();
        return new View(
                status,
                Promise.of(status),
                lag(freshet.invalidations()),
                lag(freshet.lags()),
                shadowReads(freshet.shadowReads()),
                freshet.controls().changes().stream()
                        .map(FreshetEndpoint::change)
                        .toList(),
                freshet.caches().stream()
                        .map(this::view)
                        .sorted(Comparator.comparing(CacheView::name))
                        .toList());
    }

    private static Lag lag(InvalidationMeter meter) {
        return new Lag(micros(meter, 0.5), micros(meter, 0.99), meter.last());
    }

    private static long micros(InvalidationMeter meter, double share) {
        return micros(meter.lag(share));
    }

    private static KnownLag lag(LagMeter meter) {
        return new KnownLag(
                micros(meter.lag(0.5)),
                micros(meter.lag(0.99)),
                micros(meter.lag(1)),
                meter.count(),
                meter.gapsRepaired());
    }

    private static long micros(Duration lag) {
        return lag.toNanos() / 1_000;
    }

    private static ShadowView shadowReads(ShadowReads reads) {
        return new ShadowView(
                reads.comparedCount(),
                reads.failedCount(),
                reads.violationCount(),
                reads.violations().stream()
                        .map(violation -> new ViolationView(
                                violation.cache(),
                                violation.key(),
                                violation.age().toMillis(),
                                violation.missing()))
                        .toList());
    }

    private CacheView view(Cache<?, ?> cache) {
        Map<String, Long> gets = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            gets.put(outcome.text(), cache.meter().reads(outcome));
        }
        return new CacheView(
                cache.name(),
                cache.template().toString(),
                cache.policy().timeToLive().toString(),
                setting(cache, RuntimeSetting.TTL).origin(),
                cache.policy().shared(),
                cache.policy().consistency().name().toLowerCase(Locale.ROOT),
                gets,
                cache.meter().hitRate(),
                cache.meter().loads(),
                cache.meter().failedLoads(),
                cache.localSize(),
                cache.dependencies().stream().map(Object::toString).toList(),
                cache.meter().stalePreventedCount(),
                cache.policy().observe().name().toLowerCase(Locale.ROOT),
                cache.meter().notKeptCount(),
                freshet.controls().isOff(Scope.cache(cache.name())),
                Stream.of(RuntimeSetting.values())
                        .collect(Collectors.toMap(
                                RuntimeSetting::text,
                                setting -> setting(cache, setting),
                                (one, other) -> one,
                                LinkedHashMap::new)));
    }

    private SettingView setting(Cache<?, ?> cache, RuntimeSetting setting) {
        String value = setting.valueIn(cache.policy());
        ControlChange change = freshet.controls()
                .atRunTime(Scope.cache(cache.name()), setting.text())
                .orElse(null);
        return change == null
                ? new SettingView(value, origins.apply(cache.name(), setting.text()), null)
                : new SettingView(value, "run time", change(change));
    }

    private static ChangeView change(ControlChange change) {
        return new ChangeView(
                change.scope().toString(), change.setting(), change.value(), change.before(), change.by(), change.at());
    }

    /**
     * Sets something for the whole fleet, or takes it back. Blocks until the shared tier has it.
     *
     * @param scope all, cache:name or tenant:name
     * @param setting off, or the name of a setting
     * @param value to what; null or empty to take back what was set; for off true or false
     * @param by who does it; whoever is logged in is told besides
     * @return what was changed last of each setting, or with status 400 what is wrong
     */
    @WriteOperation
    public WebEndpointResponse<Object> set(
            String scope, String setting, @Nullable String value, @Nullable String by, SecurityContext caller) {
        try {
            Scope of = Scope.parse(scope);
            String wanted = value == null ? "" : value.strip();
            boolean isTakenBack = wanted.isEmpty() || (setting.equals(ControlChange.OFF) && wanted.equals("false"));
            if (isTakenBack) {
                freshet.controls().takeBack(of, setting, who(by, caller));
            } else {
                freshet.controls().set(of, setting, wanted, who(by, caller));
            }
        } catch (ControlException | IllegalArgumentException e) {
            return new WebEndpointResponse<>(
                    Map.of("error", String.valueOf(e.getMessage())), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
        return new WebEndpointResponse<>(view().changes());
    }

    private static String who(@Nullable String by, SecurityContext caller) {
        Principal principal = caller.getPrincipal();
        String said = by == null ? "" : by.strip();
        if (principal == null) {
            return said.isEmpty() ? "somebody through Actuator" : said;
        }
        return said.isEmpty() ? principal.getName() : said + " (logged in as " + principal.getName() + ")";
    }

    /**
     * What the endpoint answers.
     *
     * @param status how the instance stands
     * @param stalenessBound how old the oldest stale answer can be that it may give now
     * @param invalidationLag how long its own changes took to become effective
     * @param knownLag how long after their commits it knew of changes, whoever made them
     * @param shadowReads what comparing answers with their sources has found
     * @param changes what was changed last at run time of each setting, what was taken back included; the latest first
     * @param caches all caches, by name
     */
    public record View(
            FreshetStatus status,
            Duration stalenessBound,
            Lag invalidationLag,
            KnownLag knownLag,
            ShadowView shadowReads,
            List<ChangeView> changes,
            List<CacheView> caches) {}

    /**
     * From commit to effective, over the latest changes of this instance.
     *
     * @param p50Micros half of them took no longer
     * @param p99Micros 99 % of them took no longer
     * @param last when the last was made effective
     */
    public record Lag(
            long p50Micros, long p99Micros, @Nullable Instant last) {}

    /**
     * From commit to known here, over the latest changes of the fleet.
     *
     * @param p50Micros half of them took no longer
     * @param p99Micros 99 % of them took no longer
     * @param maxMicros none took longer
     * @param count how many changes it has heard of
     * @param gapsRepaired how often a message was missing and a poll made up for it
     */
    public record KnownLag(long p50Micros, long p99Micros, long maxMicros, long count, long gapsRepaired) {}

    /**
     * What comparing answers with their sources has found.
     *
     * @param compared how many were compared
     * @param failed how many could not be, because the loader failed
     * @param violations how many entries were stale although nothing was heard that touches them
     * @param latest the latest of them, the last one first
     */
    public record ShadowView(long compared, long failed, long violations, List<ViolationView> latest) {}

    /**
     * An entry that differs from its source.
     *
     * @param cache the cache
     * @param key the key
     * @param ageMillis how long it has been wrong at least
     * @param missing what is likely not to be declared
     */
    public record ViolationView(String cache, String key, long ageMillis, String missing) {}

    /**
     * One cache.
     *
     * @param name its name
     * @param template the form of its keys
     * @param ttl how long an entry may be served at the most
     * @param ttlOrigin where that was said
     * @param shared whether all tenants share the entries
     * @param consistency bounded, or strict if each read asks the shared tier
     * @param gets reads by outcome
     * @param hitRate hits among hits and misses
     * @param loads loads that returned
     * @param failedLoads loads that threw
     * @param localSize entries in process, about
     * @param dependencies what entries are declared to depend on
     * @param stalePrevented loaded values that were not kept because a write had overtaken them
     * @param observe whether entries depend on what their loads read: auto (where nothing is declared), always or never
     * @param notKept loaded values that were not kept because it could not be told what they depend on
     * @param off whether the cache by itself is switched off
     * @param settings what may be changed at run time: what holds, and where that was said
     */
    public record CacheView(
            String name,
            String template,
            String ttl,
            String ttlOrigin,
            boolean shared,
            String consistency,
            Map<String, Long> gets,
            double hitRate,
            long loads,
            long failedLoads,
            long localSize,
            List<String> dependencies,
            long stalePrevented,
            String observe,
            long notKept,
            boolean off,
            Map<String, SettingView> settings) {}

    /**
     * What holds for a setting of a cache.
     *
     * @param value what
     * @param origin where that was said: run time, code, an annotation, a property with its place, or default
     * @param change who set it at run time; null if nobody did
     */
    public record SettingView(
            String value, String origin, @Nullable ChangeView change) {}

    /**
     * What somebody set at run time.
     *
     * @param scope all, cache:name or tenant:name
     * @param setting what
     * @param value to what; empty if it was taken back
     * @param before what held before
     * @param by who did it
     * @param at when
     */
    public record ChangeView(String scope, String setting, String value, String before, String by, Instant at) {}
}
