package io.freshet.spring.trace;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;

import java.util.function.Supplier;

/** What is known of a load. Thread-safe as far as Freshet sets it. */
public final class LoadObservationContext extends Observation.Context {

    private final String cache;
    private final Supplier<String> key;
    private volatile String outcome = KeyValue.NONE_VALUE;

    LoadObservationContext(String cache, Supplier<String> key) {
        this.cache = cache;
        this.key = key;
    }

    /** The name of the cache. */
    public String cache() {
        return cache;
    }

    /** The key with its tenant, as it lies in the shared tier; of a load of many keys the first. Made anew by each call. */
    public String key() {
        return key.get();
    }

    /** How it went: {@code loaded} or {@code failed}; {@code none} until it has ended. */
    public String outcome() {
        return outcome;
    }

    void outcome(String word) {
        outcome = word;
    }
}
