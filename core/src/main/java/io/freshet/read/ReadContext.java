package io.freshet.read;

import io.freshet.control.Switches;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Ticker;
import io.freshet.hot.HotKeys;
import io.freshet.load.LoadObserver;
import io.freshet.load.LoadThreads;
import io.freshet.remote.Remote;
import io.freshet.tag.LiveShapes;

import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What the reads of all caches of an instance share.
 *
 * @param freshness what is known to be invalidated
 * @param remote the shared tier
 * @param remoteTimeout how long a read waits for it
 * @param surroundings what a read takes place in
 * @param ticker measures durations
 * @param clock dates entries, for their age only
 * @param events who listens
 * @param observer watches what loads read
 * @param outage whether the shared tier fails reads
 * @param fleet one load of a key in the fleet
 * @param replica what loads may read instead of the primary
 * @param shadow compares a share of what is served with the source
 * @param shapes the rows that writers tell
 * @param hotKeys which keys are read most
 * @param switches what is switched off
 * @param threads where loads run that their readers do not wait for
 * @param random from 0 to below 1
 */
public record ReadContext(
        Freshness freshness,
        Remote remote,
        Duration remoteTimeout,
        Surroundings surroundings,
        Ticker ticker,
        Clock clock,
        CacheEvents events,
        LoadObserver observer,
        Outage outage,
        FleetFlight fleet,
        Replica replica,
        ShadowReads shadow,
        LiveShapes shapes,
        HotKeys hotKeys,
        Switches switches,
        LoadThreads threads,
        DoubleSupplier random) {

    long wallMillis() {
        return clock.millis();
    }
}
