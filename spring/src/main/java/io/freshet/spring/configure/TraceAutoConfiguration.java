package io.freshet.spring.configure;

import io.freshet.event.Tracer;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.trace.InvalidationObservationConvention;
import io.freshet.spring.trace.LoadObservationConvention;
import io.freshet.spring.trace.ObservingTracer;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Loads and invalidations are observed, where the application has a registry of observations. */
@AutoConfiguration(
        before = FreshetAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(
        name = {"freshet.enabled", "freshet.observations.enabled"},
        matchIfMissing = true)
@ConditionalOnBean(ObservationRegistry.class)
public class TraceAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(Tracer.class)
    ObservingTracer freshetObservingTracer(
            ObjectProvider<ObservationRegistry> registry,
            ObjectProvider<LoadObservationConvention> loads,
            ObjectProvider<InvalidationObservationConvention> invalidations,
            FreshetProperties properties) {
        return new ObservingTracer(
                () -> registry.getIfUnique(() -> ObservationRegistry.NOOP),
                loads.getIfUnique(),
                invalidations.getIfUnique(),
                properties.observations().keys());
    }
}
