package io.freshet.spring.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** What an observation of an invalidation is called and carries. A bean of this type replaces {@link DefaultInvalidationObservationConvention}. */
public interface InvalidationObservationConvention extends ObservationConvention<InvalidationObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof InvalidationObservationContext;
    }
}
