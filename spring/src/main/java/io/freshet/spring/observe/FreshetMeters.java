package io.freshet.spring.observe;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Binds an instance and its caches to registries: what there is already, and each cache when it is declared. Thread-safe. */
public final class FreshetMeters implements MeterBinder, CacheObserver {

    private static final double[] QUANTILES = {0.5, 0.99, 1};

    private final Freshet freshet;
    private final LeaseCounts leases;
    private final LongSupplier logLag;
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
    private final List<Timer> durations = new CopyOnWriteArrayList<>();

    /**
     * The meters of one instance.
     *
     * @param leases what has listened to it from its beginning
     * @param logLag bytes of the database's log that are kept
     */
    public FreshetMeters(Freshet freshet, LeaseCounts leases, LongSupplier logLag) {
        this.freshet = freshet;
        this.leases = leases;
        this.logLag = logLag;
        freshet.events().add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                timeInvalidation(event);
            }
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(registry);
        bindTrust(registry);
        bindInvalidations(registry);
        bindShadowReads(registry);
        freshet.caches().forEach(cache -> bind(cache, registry));
    }

    @Override
    public void declared(Cache<?, ?> cache) {
        registries.forEach(registry -> bind(cache, registry));
    }

    private void timeInvalidation(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated made) {
            long nanos =
                    Math.max(made.bumpedAfter().toNanos(), made.fleetAfter().toNanos());
            durations.forEach(duration -> duration.record(nanos, TimeUnit.NANOSECONDS));
        }
    }

    private void bindTrust(MeterRegistry registry) {
        time(Meter.LEASE_LEFT, registry, it -> it.status().leaseLeft());
        time(Meter.STALENESS_BOUND, registry, it -> Promise.of(it.status()));
        time(Meter.STALENESS_LIMIT, registry, it -> it.status().bound());
        gauge(Meter.SWITCHED_OFF, registry, it -> it.controls().switchedOff().size());
        gauge(Meter.DIRECT, registry, it -> it.status().direct() ? 1 : 0);
        FunctionCounter.builder(Meter.LEASE_GAINED.text(), leases, LeaseCounts::gained)
                .register(registry);
        FunctionCounter.builder(Meter.LEASE_LOST.text(), leases, LeaseCounts::lost)
                .register(registry);
    }

    private void bindInvalidations(MeterRegistry registry) {
        for (double quantile : QUANTILES) {
            Tags tags = Tags.of("quantile", quantile == 1 ? "1" : String.valueOf(quantile));
            TimeGauge.builder(
                            Meter.INVALIDATION_LAG.text(),
                            freshet,
                            TimeUnit.NANOSECONDS,
                            it -> it.lags().lag(quantile).toNanos())
                    .tags(tags)
                    .register(registry);
        }
        durations.add(Timer.builder(Meter.INVALIDATION_DURATION.text())
                .publishPercentiles(0.5, 0.99)
                .register(registry));
        counter(Meter.INVALIDATIONS, registry, it -> it.invalidations().madeCount());
        counter(Meter.INVALIDATIONS_DELAYED, registry, it -> it.invalidations().delayedCount());
        gauge(Meter.INVALIDATIONS_WAITING, registry, it -> it.status().waitingInvalidations());
        Gauge.builder(Meter.LOG_LAG.text(), logLag, LongSupplier::getAsLong)
                .baseUnit("bytes")
                .register(registry);
        counter(Meter.GAPS_REPAIRED, registry, it -> it.lags().gapsRepaired());
    }

    private void bindShadowReads(MeterRegistry registry) {
        counter(Meter.SHADOW_COMPARED, registry, it -> it.shadowReads().comparedCount());
        counter(Meter.SHADOW_VIOLATIONS, registry, it -> it.shadowReads().violationCount());
        counter(Meter.SHADOW_FAILED, registry, it -> it.shadowReads().failedCount());
    }

    private void time(Meter name, MeterRegistry registry, Function<Freshet, Duration> value) {
        TimeGauge.builder(
                        name.text(),
                        freshet,
                        TimeUnit.NANOSECONDS,
                        it -> value.apply(it).toNanos())
                .register(registry);
    }

    private void gauge(Meter name, MeterRegistry registry, ToDoubleFunction<Freshet> value) {
        Gauge.builder(name.text(), freshet, value).register(registry);
    }

    private void counter(Meter name, MeterRegistry registry, ToDoubleFunction<Freshet> value) {
        FunctionCounter.builder(name.text(), freshet, value).register(registry);
    }

    private static void bind(Cache<?, ?> cache, MeterRegistry registry) {
        Tags tags = Tags.of("cache", cache.name());
        Tags asBoots = tags.and("name", cache.name(), "cache.manager", "freshet");
        counter(Meter.GETS, cache, registry, asBoots.and("result", "hit"), FreshetMeters::hits);
        counter(Meter.GETS, cache, registry, asBoots.and("result", "miss"), CacheMeter::misses);
        counter(Meter.HITS, cache, registry, tags.and("tier", "l1"), meter -> meter.reads(Outcome.HIT_L1));
        counter(Meter.HITS, cache, registry, tags.and("tier", "l2"), meter -> meter.reads(Outcome.HIT_L2));
        counter(Meter.PUTS, cache, registry, asBoots, CacheMeter::puts);
        counter(Meter.LOAD_FAILURES, cache, registry, tags, CacheMeter::failedLoads);
        counter(Meter.BYPASSES, cache, registry, tags, meter -> meter.reads(Outcome.BYPASS));
        counter(Meter.SERVED_EXPIRED, cache, registry, tags, meter -> meter.reads(Outcome.STALE));
        counter(Meter.STALE_PREVENTED, cache, registry, tags, CacheMeter::stalePreventedCount);
        counter(Meter.NOT_KEPT, cache, registry, tags, CacheMeter::notKeptCount);
        counter(Meter.UNDECODABLE, cache, registry, tags, CacheMeter::undecodableCount);
        counter(Meter.NOT_STORED, cache, registry, tags, CacheMeter::notStoredCount);
        effect(Meter.REFRESHES, cache, registry, tags.and("result", "done"), Effect.REFRESHED);
        effect(Meter.REFRESHES, cache, registry, tags.and("result", "elsewhere"), Effect.REFRESHED_ELSEWHERE);
        effect(Meter.REFRESHES, cache, registry, tags.and("result", "failed"), Effect.REFRESH_FAILED);
        effect(Meter.LOAD_TIMEOUTS, cache, registry, tags.and("limit", "soft"), Effect.SOFT_TIMEOUT);
        effect(Meter.LOAD_TIMEOUTS, cache, registry, tags.and("limit", "hard"), Effect.HARD_TIMEOUT);
        effect(Meter.TOO_LARGE, cache, registry, tags, Effect.TOO_LARGE);
        effect(Meter.TENANT_EVICTIONS, cache, registry, tags, Effect.TENANT_EVICTED);
        Gauge.builder(Meter.SIZE.text(), cache, Cache::localSize).tags(asBoots).register(registry);
        FunctionTimer.builder(
                        Meter.LOAD_DURATION.text(),
                        cache.meter(),
                        meter -> meter.loads() + meter.failedLoads(),
                        meter -> meter.loadTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .register(registry);
    }

    private static void effect(Meter name, Cache<?, ?> cache, MeterRegistry registry, Tags tags, Effect effect) {
        counter(name, cache, registry, tags, meter -> meter.count(effect));
    }

    private static double hits(CacheMeter meter) {
        return meter.reads(Outcome.HIT_L1) + meter.reads(Outcome.HIT_L2);
    }

    private static void counter(
            Meter name, Cache<?, ?> cache, MeterRegistry registry, Tags tags, ToDoubleFunction<CacheMeter> count) {
        FunctionCounter.builder(name.text(), cache.meter(), count).tags(tags).register(registry);
    }
}
