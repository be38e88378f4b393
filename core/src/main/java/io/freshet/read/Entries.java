package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheMeter;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Moment;
import io.freshet.key.CacheKey;
import io.freshet.local.LocalStore;
import io.freshet.read.FleetFlight.Turn;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in both tiers: which of them may be served, and what of that which was loaded may be kept. Thread-safe; only what asks the
 * shared tier blocks, and only of a strict cache does a question of whether an entry may be served.
 */
final class Entries {

    private final String cache;
    final CachePolicy policy;
    final LocalStore local;
    final RemoteReads remote;
    final Admission admission;
    final ReadContext context;
    final Freshness freshness;
    private final CacheMeter meter;

    Entries(
            String cache,
            CachePolicy policy,
            LocalStore local,
            RemoteReads remote,
            Admission admission,
            ReadContext context,
            CacheMeter meter) {
        this.cache = cache;
        this.policy = policy;
        this.local = local;
        this.remote = remote;
        this.admission = admission;
        this.context = context;
        this.freshness = context.freshness();
        this.meter = meter;
    }

    /** Whether somebody has switched the cache off, for everybody or for the key's tenant. */
    boolean isOff(CacheKey key) {
        return context.switches().isOff(cache, key.tenant());
    }

    /** What L1 may serve at once; of a strict cache it still has to be confirmed. */
    @Nullable
    Entry servable(CacheKey key) {
        Entry entry = local.get(key);
        return entry != null && isFresh(entry) ? entry : null;
    }

    /** Whether the entry has not expired, and nothing is known that touches it; of a strict cache it still has to be confirmed. */
    boolean isFresh(Entry entry) {
        return isFresh(entry, context.ticker().soon());
    }

    /** The same for a caller who has just looked at the clocks. */
    boolean isFresh(Entry entry, Moment now) {
        return now.nanos() - entry.expiresNanos() < 0 && freshness.isValid(entry, now);
    }

    /** The same, confirmed, for an entry that may have expired. */
    boolean isValid(Entry entry) {
        return freshness.isValid(entry) && isConfirmed(entry);
    }

    /** Whether a strict cache finds the entry confirmed by the shared tier; any other needs no confirmation. */
    boolean isConfirmed(Entry entry) {
        return !policy.isStrict() || remote.isConfirmed(entry);
    }

    /** Keeps what was loaded in both tiers if nothing has overtaken it; answers whether it did. */
    boolean keep(CacheKey key, Entry entry, Turn turn) {
        if (isOff(key)) {
            return false; // switched off while it was loaded
        }
        if (freshness.isUntouched(entry.stamp(), entry.tags())) {
            return admit(key, entry, turn);
        }
        prevented(key, entry.stamp(), entry.tags());
        return false;
    }

    /** Tells of a value that was not kept because a write had overtaken it, if it is that. */
    void prevented(CacheKey key, Stamp stamp, long[] tags) {
        if (!freshness.isUnknown(stamp, tags)) {
            meter.stalePrevented();
            context.events()
                    .publish(new CacheEvent.StalePrevented(cache, key.toString(), freshness.raisedSince(stamp, tags)));
        }
    }

    private boolean admit(CacheKey key, Entry entry, Turn turn) {
        byte[] encoded = remote.encoded(entry.value());
        Entry weighed = remote.weighed(entry, encoded);
        if (!admission.isKept(key, weighed)) {
            return false;
        }
        admission.putLocally(key, weighed);
        remote.store(key, weighed, encoded, turn::release);
        meter.put();
        return true;
    }
}
