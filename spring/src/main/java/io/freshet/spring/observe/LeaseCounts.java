package io.freshet.spring.observe;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;

import java.util.concurrent.atomic.LongAdder;

/** How often an instance has gained and lost its lease since it began. Thread-safe. */
public final class LeaseCounts implements CacheListener {

    private final LongAdder gained = new LongAdder();
    private final LongAdder lost = new LongAdder();

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.LeaseGained) {
            gained.increment();
        } else if (event instanceof CacheEvent.LeaseLost) {
            lost.increment();
        }
    }

    /** How often it was gained. */
    public long gained() {
        return gained.sum();
    }

    /** How often it was lost. */
    public long lost() {
        return lost.sum();
    }
}
