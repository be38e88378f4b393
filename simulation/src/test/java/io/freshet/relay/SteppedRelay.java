package io.freshet.relay;

import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Ticker;
import io.freshet.remote.Partitions;

import java.time.Duration;

/** A {@link RelayKeeper} that is stepped instead of running in its thread: for simulations. */
public final class SteppedRelay {

    private final RelayKeeper keeper;

    /** Watching. */
    public SteppedRelay(Partitions partitions, Outbox outbox, Freshness freshness, Duration interval, Ticker ticker) {
        CacheEvents events = new CacheEvents();
        Relay relay = new Relay(partitions, outbox, freshness::lineage, ticker, events);
        keeper = new RelayKeeper(relay, outbox, partitions.count(), freshness::counter, interval, ticker, events);
    }

    /** Tries a cycle for the partitions that nobody else certifies. */
    public void step() {
        keeper.step();
    }
}
