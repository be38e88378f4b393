package io.freshet.spring.watch;

import io.freshet.spring.watch.account.CacheAccount;
import io.freshet.spring.watch.account.FindingKind;
import io.freshet.spring.watch.account.MethodAccount;
import io.freshet.spring.watch.account.Watch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Binds what is observed to registries: what there is already, and each cache when it is looked into first. Thread-safe. */
public final class ObserveMeters implements MeterBinder {

    private final Watch watch;
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

    /** Of this watch. */
    public ObserveMeters(Watch watch) {
        this.watch = watch;
        watch.whenCacheIsNew(cache -> registries.forEach(registry -> bind(cache, registry)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(registry);
        for (FindingKind kind : FindingKind.values()) {
            counter(
                    ObserveMeter.FINDINGS,
                    watch,
                    registry,
                    Tags.of("kind", kind.text()),
                    it -> it.findings().count(kind));
        }
        compared(registry, "same", MethodAccount::sameCount);
        compared(registry, "different", MethodAccount::differentCount);
        compared(registry, "failed", MethodAccount::failedCount);
        counter(
                ObserveMeter.LEFT_OUT,
                watch,
                registry,
                Tags.empty(),
                it -> it.comparing().leftOutCount());
        watch.caches().values().forEach(cache -> bind(cache, registry));
    }

    private void compared(MeterRegistry registry, String result, ToLongFunction<MethodAccount> count) {
        counter(
                ObserveMeter.COMPARED,
                watch,
                registry,
                Tags.of("result", result),
                it -> it.methods().values().stream().mapToLong(count).sum());
    }

    private static void bind(CacheAccount cache, MeterRegistry registry) {
        Tags tags = Tags.of("cache", cache.name());
        counter(ObserveMeter.GETS, cache, registry, tags.and("result", "hit"), CacheAccount::hitCount);
        counter(ObserveMeter.GETS, cache, registry, tags.and("result", "miss"), CacheAccount::missCount);
        counter(ObserveMeter.EVICTIONS, cache, registry, tags, CacheAccount::evictionCount);
    }

    private static <T> void counter(
            ObserveMeter name, T of, MeterRegistry registry, Tags tags, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name.text(), of, count).tags(tags).register(registry);
    }
}
