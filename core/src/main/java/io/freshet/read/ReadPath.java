package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.entry.Tier;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheMeter;
import io.freshet.event.Outcome;
import io.freshet.freshness.Freshness;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight.Landing;
import io.freshet.load.LoadGate;
import io.freshet.load.Loader;
import io.freshet.load.SingleFlight;
import io.freshet.local.LocalStore;
import io.freshet.read.Surroundings.Trust;
import io.freshet.remote.Codec;
import io.freshet.tag.Dependency;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * How one cache is read: L1, then L2, then the loader, and back up. Thread-safe. A hit in L1 neither blocks nor allocates; a hit in L2 is one
 * round trip; a miss runs the loader on the calling thread.
 */
public final class ReadPath {

    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(2);

    private final String cache;
    private final LocalStore local;
    private final RemoteReads remote;
    private final ReadContext context;
    private final Freshness freshness;
    private final CacheMeter meter = new CacheMeter();
    private final SingleFlight flights = new SingleFlight();
    private final LoadGate gate;

    /** The reads of one cache. */
    public ReadPath(
            String cache, CachePolicy policy, List<Dependency> dependencies, Codec<Object> codec, ReadContext context) {
        this.cache = cache;
        this.context = context;
        this.freshness = context.freshness();
        this.local = LocalStore.of(policy.localMaximum(), policy.keep());
        this.remote = new RemoteReads(cache, codec, new TagSet(dependencies), policy, context);
        this.gate = new LoadGate(policy.concurrentLoads(), LOAD_PATIENCE);
    }

    /** The value under the key; the loader's if no entry may be served. What the loader throws comes through unchanged. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    public <V extends @Nullable Object> V get(CacheKey key, Loader<V> loader) throws Throwable {
        Trust trust = Bypass.isOpen() ? Trust.NONE : context.surroundings().trust();
        if (trust == Trust.NONE) {
            answered(Outcome.BYPASS);
            return loader.load();
        }
        Entry entry = local.get(key);
        if (entry != null && isFresh(entry)) {
            answered(Outcome.HIT_L1);
            return (V) entry.value();
        }
        if (trust == Trust.SERVE_ONLY) {
            return serveOnly(key, loader);
        }
        Landing landing = flights.join(key, () -> fly(key, loader, entry), freshness::isValid);
        answered(landing.outcome());
        return (V) landing.entry().value();
    }

    /** Loads past single flight too: what this transaction sees may be older than what a caller who joins may be given. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    private <V extends @Nullable Object> V serveOnly(CacheKey key, Loader<V> loader) throws Throwable {
        Entry found = remote.find(key);
        answered(found == null ? Outcome.MISS : Outcome.HIT_L2);
        return found == null ? loader.load() : (V) found.value();
    }

    /** What is there, without loading. One round trip if L1 has nothing. */
    public Lookup lookup(CacheKey key) {
        Entry entry = local.get(key);
        if (entry != null && isFresh(entry)) {
            return new Lookup.Hit(entry.value(), Tier.L1);
        }
        Entry found = remote.find(key);
        if (found != null) {
            local.put(key, found);
            return new Lookup.Hit(found.value(), Tier.L2);
        }
        return entry == null ? Lookup.Miss.INSTANCE : expired(entry);
    }

    private Lookup expired(Entry entry) {
        long now = context.ticker().nanos();
        boolean usable = now - entry.discardNanos() < 0 && freshness.isValid(entry);
        return usable
                ? new Lookup.Stale(entry.value(), Duration.ofNanos(now - entry.expiresNanos()))
                : Lookup.Miss.INSTANCE;
    }

    private boolean isFresh(Entry entry) {
        long now = context.ticker().nanos();
        return now - entry.expiresNanos() < 0 && freshness.isValid(entry, now);
    }

    private Landing fly(CacheKey key, Loader<?> loader, @Nullable Entry expired) throws Throwable {
        Entry found = remote.find(key);
        if (found != null) {
            local.put(key, found);
            return new Landing(found, Outcome.HIT_L2);
        }
        try {
            return new Landing(load(key, loader), Outcome.MISS);
        } catch (Exception e) {
            if (expired != null && expired(expired) instanceof Lookup.Stale) {
                return new Landing(expired, Outcome.STALE);
            }
            throw e;
        }
    }

    private Entry load(CacheKey key, Loader<?> loader) throws Throwable {
        long stamp = freshness.stamp(); // before the load: see Freshness
        long began = context.ticker().nanos();
        boolean loaded = false;
        try {
            Object value = gate.pass(loader);
            loaded = true;
            meter.loaded(context.ticker().nanos() - began);
            Entry entry = remote.loaded(key, value, stamp);
            keep(key, entry);
            return entry;
        } finally {
            if (!loaded) {
                meter.loadFailed(context.ticker().nanos() - began);
            }
        }
    }

    private void keep(CacheKey key, Entry entry) {
        if (entry.stamp() == Freshness.NO_STAMP) {
            return;
        }
        if (freshness.isUntouched(entry.stamp(), entry.tags())) {
            local.put(key, entry);
            remote.store(key, entry);
            meter.put();
        } else {
            meter.stalePrevented();
            context.events().publish(new CacheEvent.StalePrevented(cache, key.toString()));
        }
    }

    private void answered(Outcome outcome) {
        meter.read(outcome);
        context.events().read(cache, outcome);
    }

    /** The running totals. */
    public CacheMeter meter() {
        return meter;
    }

    /** About how many entries L1 holds. */
    public long localSize() {
        return local.size();
    }
}
