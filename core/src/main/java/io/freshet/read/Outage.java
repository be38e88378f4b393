package io.freshet.read;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.remote.NotConnectedYetException;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Tells once that the shared tier fails reads, and once that it does no longer; counts in between. That it is still connecting is not told. Thread-safe. */
public final class Outage {

    private final CacheEvents events;
    private final AtomicBoolean open = new AtomicBoolean();
    private final LongAdder failures = new LongAdder();

    /** None yet. */
    public Outage(CacheEvents events) {
        this.events = events;
    }

    void began(Throwable why) {
        failures.increment();
        if (!NotConnectedYetException.isBehind(why) && open.compareAndSet(false, true)) {
            events.publish(new CacheEvent.RemoteFailed(why.toString()));
        }
    }

    void over() {
        if (open.get() && open.compareAndSet(true, false)) {
            events.publish(new CacheEvent.RemoteRecovered());
        }
    }

    /** Reads and stores that the shared tier has failed. */
    public long failures() {
        return failures.sum();
    }
}
