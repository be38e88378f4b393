package io.freshet.spring.trace;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** What an observation of a load is called and carries. A bean of this type replaces {@link DefaultLoadObservationConvention}. */
public interface LoadObservationConvention extends ObservationConvention<LoadObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof LoadObservationContext;
    }
}
