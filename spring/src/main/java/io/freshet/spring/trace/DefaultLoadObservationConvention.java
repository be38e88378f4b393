package io.freshet.spring.trace;

import io.freshet.spring.trace.FreshetObservation.LoadDetail;
import io.freshet.spring.trace.FreshetObservation.LoadKey;
import io.micrometer.common.KeyValues;

/** The usual names and keys of loads. Immutable. */
public class DefaultLoadObservationConvention implements LoadObservationConvention {

    private final boolean withKeys;

    /**
     * The usual.
     *
     * @param withKeys whether the key is told too: there may be any number of them, and they may hold what is private
     */
    public DefaultLoadObservationConvention(boolean withKeys) {
        this.withKeys = withKeys;
    }

    @Override
    public String getName() {
        return FreshetObservation.LOAD.getName();
    }

    @Override
    public String getContextualName(LoadObservationContext context) {
        return "load " + context.cache();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(LoadObservationContext context) {
        return KeyValues.of(LoadKey.CACHE.withValue(context.cache()), LoadKey.OUTCOME.withValue(context.outcome()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(LoadObservationContext context) {
        return withKeys ? KeyValues.of(LoadDetail.KEY.withValue(context.key())) : KeyValues.empty();
    }
}
