package io.freshet.spring.trace;

import io.freshet.change.ChangeSet;
import io.freshet.event.Tracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes observations of loads and invalidations, as parts of the caller's. Thread-safe.
 *
 * <p>The registry is asked for when all beans are there: what listens to it may need beans that need the cache. What is loaded before that, while
 * the application starts, is not observed.
 */
public final class ObservingTracer implements Tracer, SmartInitializingSingleton {

    private final Supplier<ObservationRegistry> registries;
    private final @Nullable LoadObservationConvention ofLoads;
    private final @Nullable InvalidationObservationConvention ofInvalidations;
    private final LoadObservationConvention usualOfLoads;
    private final InvalidationObservationConvention usualOfInvalidations;
    private volatile ObservationRegistry registry = ObservationRegistry.NOOP;

    /**
     * Observes for a registry.
     *
     * @param ofLoads the application's own convention, or null
     * @param ofInvalidations the same
     * @param withKeys whether keys and tags are told, unless the application has conventions of its own
     */
    public ObservingTracer(
            Supplier<ObservationRegistry> registries,
            @Nullable LoadObservationConvention ofLoads,
            @Nullable InvalidationObservationConvention ofInvalidations,
            boolean withKeys) {
        this.registries = registries;
        this.ofLoads = ofLoads;
        this.ofInvalidations = ofInvalidations;
        this.usualOfLoads = new DefaultLoadObservationConvention(withKeys);
        this.usualOfInvalidations = new DefaultInvalidationObservationConvention(withKeys);
    }

    @Override
    public void afterSingletonsInstantiated() {
        registry = registries.get();
    }

    @Override
    public Span load(String cache, Supplier<String> key) {
        ObservationRegistry now = registry;
        if (now.isNoop()) {
            return Tracer.none().load(cache, key);
        }
        LoadObservationContext context = new LoadObservationContext(cache, key);
        return new ObservedSpan(
                FreshetObservation.LOAD.observation(ofLoads, usualOfLoads, () -> context, now), context::outcome);
    }

    @Override
    public Span invalidation(ChangeSet change) {
        ObservationRegistry now = registry;
        if (now.isNoop()) {
            return Tracer.none().invalidation(change);
        }
        InvalidationObservationContext context = new InvalidationObservationContext(change);
        return new ObservedSpan(
                FreshetObservation.INVALIDATE.observation(ofInvalidations, usualOfInvalidations, () -> context, now),
                context::outcome);
    }

    @Override
    public Runnable carried(Runnable work) {
        Observation current = registry.getCurrentObservation();
        if (current == null) {
            return work;
        }
        return () -> {
            Observation.Scope scope = current.openScope();
            try (scope) {
                work.run();
            }
        };
    }

    /** An observation under way. Begun by the constructor. */
    private static final class ObservedSpan implements Span {

        private final Observation observation;
        private final Consumer<String> outcome;
        private Observation.@Nullable Scope scope;

        ObservedSpan(Observation observation, Consumer<String> outcome) {
            this.observation = observation.start();
            this.outcome = outcome;
            this.scope = observation.openScope();
        }

        @Override
        public void outcome(String word) {
            outcome.accept(word);
        }

        @Override
        public void failed(Throwable why) {
            observation.error(why);
        }

        @Override
        public void leave() {
            Observation.Scope open = scope;
            if (open != null) {
                scope = null;
                open.close();
            }
        }

        @Override
        public void close() {
            leave();
            observation.stop();
        }
    }
}
