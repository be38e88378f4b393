package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Moment;
import io.freshet.freshness.Ticker;
import io.freshet.hot.HotKeys;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.load.BulkLoader;
import io.freshet.load.Flight.Landing;
import io.freshet.load.Loader;
import io.freshet.local.LocalStore;
import io.freshet.read.FleetFlight.Turn;
import io.freshet.read.Surroundings.Trust;
import io.freshet.remote.Codec;
import io.freshet.tag.Dependency;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * How one cache is read: L1, then L2, then the loader, and back up. Thread-safe. A hit in L1 neither blocks nor allocates; a hit in L2 is one
 * round trip; a miss runs the loader on the calling thread.
 */
public final class ReadPath {

    private final String cache;
    private final CachePolicy policy;
    private final List<Dependency> dependencies;
    private final List<Dependency> related;
    private final Codec<Object> codec;
    private final ReadContext context;
    private final CacheMeter meter;
    private final Freshness freshness;
    private final Entries entries;
    private final CacheLoads loads;
    private final ReadFlights flights;
    private final Refreshes refreshes;
    private final ExpiredReads expired;
    private final HandWrites byHand;
    private volatile boolean isHeld;

    /** The reads of one cache. */
    public ReadPath(
            String cache, CachePolicy policy, List<Dependency> dependencies, Codec<Object> codec, ReadContext context) {
        this(cache, policy, dependencies, List.of(), codec, context);
    }

    /**
     * The reads of one cache.
     *
     * @param dependencies what is declared for its entries
     * @param related what they depend on besides, whatever is declared or observed
     */
    public ReadPath(
            String cache,
            CachePolicy policy,
            List<Dependency> dependencies,
            List<Dependency> related,
            Codec<Object> codec,
            ReadContext context) {
        this(cache, policy, dependencies, related, codec, context, new CacheMeter());
    }

    private ReadPath(
            String cache,
            CachePolicy policy,
            List<Dependency> dependencies,
            List<Dependency> related,
            Codec<Object> codec,
            ReadContext context,
            CacheMeter meter) {
        List<Dependency> all = new ArrayList<>(dependencies);
        all.addAll(related);
        this.cache = cache;
        this.policy = policy;
        this.dependencies = List.copyOf(dependencies);
        this.related = List.copyOf(related);
        this.codec = codec;
        this.meter = meter;
        this.context = context;
        this.freshness = context.freshness();
        Ticker ticker = context.ticker();
        Lifetimes lifetimes = new Lifetimes(policy.expiry(), ticker, context.random());
        LoadPace pace = new LoadPace();
        LocalStore local =
                LocalStore.of(policy.local(), policy.keep(), ticker::nanos, () -> meter.took(Effect.TENANT_EVICTED));
        ValueForm form = new ValueForm(cache, codec, meter, context.events());
        RemoteReads remote = new RemoteReads(form, new TagSet(all, context.shapes()), policy, context, lifetimes, pace);
        Admission admission = new Admission(cache, policy, local, meter, context.events());
        this.entries = new Entries(cache, policy, local, remote, admission, context, meter);
        LoadWatch watch = new LoadWatch(cache, policy.observe(), !dependencies.isEmpty(), context, meter);
        this.loads = new CacheLoads(cache, entries, watch, pace, meter);
        DetachedLoads detached = new DetachedLoads(context.threads(), ticker, LoadWaits.forgotten(policy.loads()));
        this.expired = new ExpiredReads(policy.expiry(), freshness, remote, ticker, entries::isConfirmed);
        LoadWaits waits = new LoadWaits(cache, policy.loads(), expired, ticker, meter, context.events());
        this.flights = new ReadFlights(entries, loads, detached, expired, waits);
        this.refreshes = new Refreshes(
                cache, policy.expiry(), lifetimes, detached, loads.gate, loads, ticker, meter, context.events());
        this.byHand = new HandWrites(this, entries, watch, expired);
    }

    /** The value under the key; the loader's if no entry may be served. What the loader throws comes through unchanged. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    public <V extends @Nullable Object> V get(CacheKey key, Loader<V> loader) throws Throwable {
        Trust trust = trust();
        if (trust == Trust.NONE) {
            answered(key, Outcome.BYPASS);
            return loadPast(key, loader);
        }
        if (entries.isOff(key)) {
            answered(key, Outcome.BYPASS);
            return trust == Trust.FULL ? loadPast(key, () -> loads.loadGated(key, loader)) : loadPast(key, loader);
        }
        sampled(key);
        Entry entry = entries.local.get(key);
        long now = context.ticker().nanos();
        if (entry != null && entries.isFresh(entry) && entries.isConfirmed(entry)) {
            answered(key, Outcome.HIT_L1);
            WatchedLoad.served(freshness, entry);
            followed(key, entry, loader, loader, now);
            return (V) entry.value();
        }
        if (trust != Trust.FULL) {
            return serveOnly(key, loader, trust);
        }
        Landing landing = landing(key, loader, entry, now);
        answered(key, landing.outcome());
        WatchedLoad.served(freshness, landing.entry());
        if (landing.outcome() == Outcome.HIT_L2) {
            followed(key, landing.entry(), loader, loader, now);
        }
        return (V) landing.entry().value();
    }

    private Landing landing(CacheKey key, Loader<?> loader, @Nullable Entry held, long since) throws Throwable {
        try {
            return flights.landing(key, loader, held, since);
        } catch (Throwable e) { // it is the reader's
            readFailed(key, e);
            throw e;
        }
    }

    /** A load of another cache around this read is told on what the failure depends. */
    void readFailed(CacheKey key, Throwable failure) {
        if (WatchedLoad.isOpen()) {
            loads.watch.readFailed(entries.remote.tagsOf(key), failure);
        }
    }

    /** The value of what L1 had. */
    <V extends @Nullable Object> V servedLocally(CacheKey key, Entry entry, @Nullable Loader<V> loader) {
        return served(key, entry, Outcome.HIT_L1, loader);
    }

    /** The value of what L2 had. */
    <V extends @Nullable Object> V served(CacheKey key, Entry found, @Nullable Loader<V> loader) {
        entries.admission.putLocally(key, found);
        return served(key, found, Outcome.HIT_L2, loader);
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    private <V extends @Nullable Object> V served(
            CacheKey key, Entry entry, Outcome outcome, @Nullable Loader<V> loader) {
        answered(key, outcome);
        sampled(key);
        WatchedLoad.served(freshness, entry);
        if (loader != null) {
            followed(key, entry, loader);
        }
        return (V) entry.value();
    }

    /** What was served is loaded anew if that is due, and compared with its source if chance has it; neither is waited for. */
    void followed(CacheKey key, Entry entry, Loader<?> loader) {
        followed(key, entry, loader, loader);
    }

    /**
     * The same.
     *
     * @param compared says what its source has, null for nothing
     */
    void followed(CacheKey key, Entry entry, Loader<?> loader, Loader<?> compared) {
        followed(key, entry, loader, compared, context.ticker().nanos());
    }

    private void followed(CacheKey key, Entry entry, Loader<?> loader, Loader<?> compared, long now) {
        if (now - entry.dueNanos() >= 0) {
            refreshes.served(key, entry, loader);
        } else if (refreshes.isNearEnd(entry, now) && context.hotKeys().isHot(key)) {
            refreshes.ahead(key, entry, loader);
        }
        context.shadow().served(this, key, entry, compared);
    }

    /** Counts the read among those from which is told which keys are hot, if chance has it. */
    void sampled(CacheKey key) {
        if (context.hotKeys().isSampled()) {
            context.hotKeys().read(key);
        }
    }

    /**
     * The values under the keys, as {@link #get} has them, with one look into L2 and one load for all that is missing; without those that the
     * loader leaves out. What the loader throws comes through unchanged.
     */
    public Map<CacheKey, @Nullable Object> getAll(Collection<CacheKey> keys, BulkLoader loader) throws Throwable {
        return new BulkRead(this, loader).values(new LinkedHashSet<>(keys));
    }

    /** What a read on the calling thread may do. */
    Trust trust() {
        return isHeld || Bypass.isOpen() ? Trust.NONE : context.surroundings().trust();
    }

    /** A load of another cache around one that goes past this one is told what its answer depends on. */
    void readPast(CacheKey key) {
        if (WatchedLoad.isOpen()) {
            WatchedLoad.readPast(freshness, entries.remote.tagsOf(key), isHeld);
        }
    }

    /**
     * The entry that L1 has and may serve now, counted as a hit; null if the read has to go the whole way, which {@link #get} does: what is
     * not a plain hit, or is looked at by somebody. Allocates nothing.
     */
    public @Nullable Entry hit(KeyProbe probe) {
        boolean isPlain = !isHeld
                && !context.switches().isOff(cache, probe.tenant())
                && !policy.isStrict()
                && context.shadow().isOff()
                && !context.events().wantsKeys(Outcome.HIT_L1)
                && !WatchedLoad.isOpen()
                && !Bypass.isOpen()
                && context.surroundings().trust() != Trust.NONE;
        if (!isPlain) {
            return null;
        }
        Moment now = context.ticker().soon();
        Entry entry = entries.local.get(probe, now.nanos());
        if (entry == null || !entries.isFresh(entry, now) || now.nanos() - entry.dueNanos() >= 0) {
            return null;
        }
        HotKeys hot = context.hotKeys();
        if (hot.isSampled(probe)) {
            if (refreshes.isNearEnd(entry, now.nanos()) && hot.isHot(probe)) {
                return null; // is refreshed by get
            }
            hot.read(probe);
        }
        meter.read(Outcome.HIT_L1);
        context.events().read(cache, Outcome.HIT_L1);
        return entry;
    }

    /**
     * Loads past single flight too: what this transaction sees may be older than what a caller who joins may be given; and who loads apart holds a
     * connection, which others may need to come to an end.
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    private <V extends @Nullable Object> V serveOnly(CacheKey key, Loader<V> loader, Trust trust) throws Throwable {
        Entry found = entries.remote.find(key);
        answered(key, found == null ? Outcome.MISS : Outcome.HIT_L2);
        if (found == null) {
            Surroundings.Scope apart =
                    trust == Trust.LOAD_APART ? context.surroundings().apart() : null;
            if (apart == null) {
                return loadPast(key, loader);
            }
            try (apart) {
                found = loads.load(key, loader, Turn.ALONE);
            } catch (Throwable e) { // it is the reader's
                readFailed(key, e);
                throw e;
            }
        }
        WatchedLoad.served(freshness, found);
        return (V) found.value();
    }

    /** Nothing is kept; a load of another cache around this one is told what its answer depends on. */
    private <V extends @Nullable Object> V loadPast(CacheKey key, Loader<V> loader) throws Throwable {
        readPast(key);
        return loader.load();
    }

    /**
     * The same reads under another policy, of which only what L2 shares with others must stay the same. They count into the same totals, and begin with
     * what L1 holds, unless entries may now be served for less long. Loads under way end on their own: they do not count among those that may run at
     * once.
     */
    public ReadPath under(CachePolicy changed) {
        ReadPath other = new ReadPath(cache, changed, dependencies, related, codec, context, meter);
        boolean isShorter = changed.timeToLive().compareTo(policy.timeToLive()) < 0
                || changed.keep().compareTo(policy.keep()) < 0;
        if (!isShorter) {
            entries.local.copyTo(other.entries.local);
        }
        other.isHeld = isHeld;
        return other;
    }

    /** How it behaves. */
    public CachePolicy policy() {
        return policy;
    }

    /** From now on reads go to their loaders, and nothing is kept. For a new cache: what it keeps already may be served again afterwards. */
    public void hold() {
        isHeld = true;
    }

    /** From now on reads may be served, and what is loaded may be kept. */
    public void open() {
        isHeld = false;
    }

    /** What is there, without loading. One round trip if L1 has nothing. */
    public Lookup lookup(CacheKey key) {
        return isHeld || entries.isOff(key) ? Lookup.Miss.INSTANCE : byHand.lookup(key);
    }

    /** What lies under the key, whether or not it is served; null for nothing. Not counted. One round trip if L1 has nothing that is. */
    public @Nullable Held held(CacheKey key) {
        Held held = byHand.held(key);
        return held != null && (isHeld || entries.isOff(key)) ? held.withheld() : held;
    }

    /** Look-ups without a loader, and what is put by hand. */
    public HandWrites byHand() {
        return byHand;
    }

    /** Whether a read of the calling thread is to go past the cache. */
    boolean isPassedBy(CacheKey key) {
        return trust() == Trust.NONE || entries.isOff(key);
    }

    /** What the source says now, past the cache: to be compared with what was served. */
    boolean differs(Entry entry, Loader<?> loader) throws Throwable {
        Bypass past = Bypass.open();
        try {
            return !entries.remote.isSame(entry.value(), loader.load());
        } finally {
            past.close();
        }
    }

    /** Whether the entry may still be served, expiry apart. */
    boolean isStillServed(Entry entry) {
        return freshness.isValid(entry);
    }

    /** What it holds. */
    Entries entries() {
        return entries;
    }

    /** How it loads. */
    CacheLoads loads() {
        return loads;
    }

    /** What runs for its keys now. */
    ReadFlights flights() {
        return flights;
    }

    /** What has expired and may still be served. */
    ExpiredReads expired() {
        return expired;
    }

    String cache() {
        return cache;
    }

    void answered(CacheKey key, Outcome outcome) {
        meter.read(outcome);
        CacheEvents events = context.events();
        if (events.wantsKeys(outcome)) {
            events.read(cache, outcome, key::qualifiedText);
        } else {
            events.read(cache, outcome);
        }
    }

    /** The running totals. */
    public CacheMeter meter() {
        return meter;
    }

    /** About how many entries L1 holds. */
    public long localSize() {
        return entries.local.size();
    }
}
