package io.freshet.spring.observe;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.event.Outcome;
import io.freshet.invalidate.InvalidationMeter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The Actuator endpoint {@code freshet}: how the instance stands, and its caches. Thread-safe. */
@Endpoint(id = "freshet")
public final class FreshetEndpoint {

    private final Freshet freshet;
    private final Function<String, String> originOfTimeToLive;

    /**
     * The endpoint of one instance.
     *
     * @param originOfTimeToLive tells where a cache's time to live was said
     */
    public FreshetEndpoint(Freshet freshet, Function<String, String> originOfTimeToLive) {
        this.freshet = freshet;
        this.originOfTimeToLive = originOfTimeToLive;
    }

    /** Everything. */
    @ReadOperation
    public View view() {
        return new View(
                freshet.status(),
                lag(freshet.invalidations()),
                freshet.caches().stream()
                        .map(this::view)
                        .sorted(Comparator.comparing(CacheView::name))
                        .toList());
    }

    private static Lag lag(InvalidationMeter meter) {
        return new Lag(micros(meter, 0.5), micros(meter, 0.99), meter.last());
    }

    private static long micros(InvalidationMeter meter, double share) {
        return meter.lag(share).toNanos() / 1_000;
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
                originOfTimeToLive.apply(cache.name()),
                cache.policy().shared(),
                gets,
                cache.meter().hitRate(),
                cache.meter().loads(),
                cache.meter().failedLoads(),
                cache.localSize(),
                cache.dependencies().stream().map(Object::toString).toList(),
                cache.meter().stalePreventedCount());
    }

    /**
     * What the endpoint answers.
     *
     * @param status how the instance stands
     * @param invalidationLag how long its changes took to become effective
     * @param caches all caches, by name
     */
    public record View(FreshetStatus status, Lag invalidationLag, List<CacheView> caches) {}

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
     * One cache.
     *
     * @param name its name
     * @param template the form of its keys
     * @param ttl how long an entry may be served at the most
     * @param ttlOrigin where that was said
     * @param shared whether all tenants share the entries
     * @param gets reads by outcome
     * @param hitRate hits among hits and misses
     * @param loads loads that returned
     * @param failedLoads loads that threw
     * @param localSize entries in process, about
     * @param dependencies what entries depend on
     * @param stalePrevented loaded values that were not kept because a write had overtaken them
     */
    public record CacheView(
            String name,
            String template,
            String ttl,
            String ttlOrigin,
            boolean shared,
            Map<String, Long> gets,
            double hitRate,
            long loads,
            long failedLoads,
            long localSize,
            List<String> dependencies,
            long stalePrevented) {}
}
