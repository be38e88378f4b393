package io.freshet.spring.trace;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** The observations, with the names of what they carry. A hit is none of them: it costs nothing. */
public enum FreshetObservation implements ObservationDocumentation {
    /** A load: the wait for a place among those that may run at once, and the loader. Part of what its reader does, on whichever thread it runs. */
    LOAD("freshet.load") {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultLoadObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return LoadKey.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return LoadDetail.values();
        }
    },

    /** A change that was committed, until it is effective as far as its writer waits for that. */
    INVALIDATE("freshet.invalidate") {
        @Override
        public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
            return DefaultInvalidationObservationConvention.class;
        }

        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return InvalidationKey.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return InvalidationDetail.values();
        }
    };

    private final String text;

    FreshetObservation(String text) {
        this.text = text;
    }

    @Override
    public String getName() {
        return text;
    }

    /** What a load always carries. */
    public enum LoadKey implements KeyName {
        /** The name of the cache. */
        CACHE("cache"),
        /** {@code loaded} or {@code failed}. */
        OUTCOME("outcome");

        private final String text;

        LoadKey(String text) {
            this.text = text;
        }

        @Override
        public String asString() {
            return text;
        }
    }

    /** What a load carries with {@code freshet.observations.keys}. */
    public enum LoadDetail implements KeyName {
        /** The key with its tenant. */
        KEY("key");

        private final String text;

        LoadDetail(String text) {
            this.text = text;
        }

        @Override
        public String asString() {
            return text;
        }
    }

    /** What an invalidation always carries. */
    public enum InvalidationKey implements KeyName {
        /** {@code fleet}, {@code bumped} or {@code delayed}. */
        OUTCOME("outcome"),
        /** Whether the outbox has it: {@code true} or {@code false}. */
        RECORDED("recorded");

        private final String text;

        InvalidationKey(String text) {
            this.text = text;
        }

        @Override
        public String asString() {
            return text;
        }
    }

    /** What an invalidation carries with {@code freshet.observations.keys}. */
    public enum InvalidationDetail implements KeyName {
        /** The first eight of its tags. */
        TAGS("tags"),
        /** What a person reads of where it came from. */
        CAUSE("cause");

        private final String text;

        InvalidationDetail(String text) {
            this.text = text;
        }

        @Override
        public String asString() {
            return text;
        }
    }
}
