package io.freshet.spring.trace;

import io.freshet.spring.trace.FreshetObservation.InvalidationDetail;
import io.freshet.spring.trace.FreshetObservation.InvalidationKey;
import io.freshet.tag.Tag;
import io.micrometer.common.KeyValues;

import java.util.stream.Collectors;

/** The usual names and keys of invalidations. Immutable. */
public class DefaultInvalidationObservationConvention implements InvalidationObservationConvention {

    private static final int TAGS_SHOWN = 8;

    private final boolean withKeys;

    /**
     * The usual.
     *
     * @param withKeys whether tags and cause are told too: there may be any number of them, and they may hold what is private
     */
    public DefaultInvalidationObservationConvention(boolean withKeys) {
        this.withKeys = withKeys;
    }

    @Override
    public String getName() {
        return FreshetObservation.INVALIDATE.getName();
    }

    @Override
    public String getContextualName(InvalidationObservationContext context) {
        return "invalidate";
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(InvalidationObservationContext context) {
        return KeyValues.of(
                InvalidationKey.OUTCOME.withValue(context.outcome()),
                InvalidationKey.RECORDED.withValue(
                        String.valueOf(context.change().transaction().isRecorded())));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(InvalidationObservationContext context) {
        return withKeys
                ? KeyValues.of(
                        InvalidationDetail.TAGS.withValue(tags(context)),
                        InvalidationDetail.CAUSE.withValue(context.change().cause()))
                : KeyValues.empty();
    }

    private static String tags(InvalidationObservationContext context) {
        return context.change().tags().stream().limit(TAGS_SHOWN).map(Tag::name).collect(Collectors.joining(" "));
    }
}
