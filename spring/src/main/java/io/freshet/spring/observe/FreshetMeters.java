package io.freshet.spring.observe;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.event.CacheMeter;
import io.freshet.event.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** Binds an instance and its caches to registries: what there is already, and each cache when it is declared. Thread-safe. */
public final class FreshetMeters implements MeterBinder, CacheObserver {

    private final Freshet freshet;
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();
    private final List<Timer> lags = new CopyOnWriteArrayList<>();

    /** The meters of one instance. */
    public FreshetMeters(Freshet freshet) {
        this.freshet = freshet;
        freshet.events().add(new CacheListener() {
            @Override
            public void onEvent(CacheEvent event) {
                timeLag(event);
            }
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(registry);
        bindInstance(registry);
        lags.add(Timer.builder(Meter.INVALIDATION_LAG.text())
                .publishPercentiles(0.5, 0.99)
                .register(registry));
        freshet.caches().forEach(cache -> bind(cache, registry));
    }

    @Override
    public void declared(Cache<?, ?> cache) {
        registries.forEach(registry -> bind(cache, registry));
    }

    private void timeLag(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated made) {
            long nanos =
                    Math.max(made.bumpedAfter().toNanos(), made.fleetAfter().toNanos());
            lags.forEach(lag -> lag.record(nanos, TimeUnit.NANOSECONDS));
        }
    }

    private void bindInstance(MeterRegistry registry) {
        TimeGauge.builder(
                        Meter.LEASE_LEFT.text(),
                        freshet,
                        TimeUnit.NANOSECONDS,
                        it -> it.status().leaseLeft().toNanos())
                .register(registry);
        TimeGauge.builder(
                        Meter.STALENESS_BOUND.text(),
                        freshet,
                        TimeUnit.NANOSECONDS,
                        it -> it.status().bound().toNanos())
                .register(registry);
        FunctionCounter.builder(
                        Meter.INVALIDATIONS.text(),
                        freshet,
                        it -> it.invalidations().madeCount())
                .register(registry);
        FunctionCounter.builder(
                        Meter.INVALIDATIONS_DELAYED.text(),
                        freshet,
                        it -> it.invalidations().delayedCount())
                .register(registry);
        Gauge.builder(
                        Meter.INVALIDATIONS_WAITING.text(),
                        freshet,
                        it -> it.status().waitingInvalidations())
                .register(registry);
    }

    private static void bind(Cache<?, ?> cache, MeterRegistry registry) {
        Tags tags = Tags.of("cache", cache.name());
        gets(cache, registry, tags.and("result", "hit", "tier", "l1"), meter -> meter.reads(Outcome.HIT_L1));
        gets(cache, registry, tags.and("result", "hit", "tier", "l2"), meter -> meter.reads(Outcome.HIT_L2));
        gets(cache, registry, tags.and("result", "miss", "tier", "none"), CacheMeter::misses);
        counter(Meter.PUTS, cache, registry, tags, CacheMeter::puts);
        counter(Meter.LOAD_FAILURES, cache, registry, tags, CacheMeter::failedLoads);
        counter(Meter.BYPASSES, cache, registry, tags, meter -> meter.reads(Outcome.BYPASS));
        counter(Meter.SERVED_EXPIRED, cache, registry, tags, meter -> meter.reads(Outcome.STALE));
        counter(Meter.STALE_PREVENTED, cache, registry, tags, CacheMeter::stalePreventedCount);
        Gauge.builder(Meter.SIZE.text(), cache, Cache::localSize).tags(tags).register(registry);
        FunctionTimer.builder(
                        Meter.LOAD_DURATION.text(),
                        cache.meter(),
                        meter -> meter.loads() + meter.failedLoads(),
                        meter -> meter.loadTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .register(registry);
    }

    private static void gets(Cache<?, ?> cache, MeterRegistry registry, Tags tags, ToDoubleFunction<CacheMeter> count) {
        counter(Meter.GETS, cache, registry, tags, count);
    }

    private static void counter(
            Meter name, Cache<?, ?> cache, MeterRegistry registry, Tags tags, ToDoubleFunction<CacheMeter> count) {
        FunctionCounter.builder(name.text(), cache.meter(), count).tags(tags).register(registry);
    }
}
