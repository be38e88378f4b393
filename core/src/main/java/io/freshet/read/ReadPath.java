package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.entry.Stamp;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Freshness.ShownSnapshot;
import io.freshet.freshness.Moment;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyProbe;
import io.freshet.load.BulkLoader;
import io.freshet.load.Flight.Landing;
import io.freshet.load.LoadGate;
import io.freshet.load.Loader;
import io.freshet.load.LostContextException;
import io.freshet.load.SingleFlight;
import io.freshet.local.LocalStore;
import io.freshet.read.DetachedLoads.Running;
import io.freshet.read.DetachedLoads.Work;
import io.freshet.read.FleetFlight.Look;
import io.freshet.read.FleetFlight.Turn;
import io.freshet.read.Surroundings.Trust;
import io.freshet.read.WatchedLoad.Seen;
import io.freshet.remote.Codec;
import io.freshet.tag.Dependency;
import io.freshet.tag.LiveShapes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How one cache is read: L1, then L2, then the loader, and back up. Thread-safe. A hit in L1 neither blocks nor allocates; a hit in L2 is one
 * round trip; a miss runs the loader on the calling thread.
 */
public final class ReadPath {

    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(2);

    private final String cache;
    final LocalStore local;
    final RemoteReads remote;
    final ReadContext context;
    final Freshness freshness;
    private final List<Dependency> dependencies;
    private final List<Dependency> related;
    private final Codec<Object> codec;
    private final CacheMeter meter;
    final SingleFlight flights = new SingleFlight();
    final LoadGate gate;
    final LoadWatch watch;
    final LoadPace pace = new LoadPace();
    final CachePolicy policy;
    private final HandWrites byHand;
    final Admission admission;
    private final DetachedLoads detached;
    final ExpiredReads expired;
    private final LoadWaits waits;
    private final Refreshes refreshes;
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
        this.local =
                LocalStore.of(policy.local(), policy.keep(), ticker::nanos, () -> meter.took(Effect.TENANT_EVICTED));
        ValueForm form = new ValueForm(cache, codec, meter, context.events());
        this.remote = new RemoteReads(form, new TagSet(all, context.shapes()), policy, context, lifetimes, pace);
        this.watch = new LoadWatch(cache, policy.observe(), !dependencies.isEmpty(), context, meter);
        this.gate = new LoadGate(policy.loads(), LOAD_PATIENCE);
        this.admission = new Admission(cache, policy, local, meter, context.events());
        this.detached = new DetachedLoads(context.threads(), ticker, LoadWaits.forgotten(policy.loads()));
        this.expired = new ExpiredReads(policy.expiry(), freshness, remote, ticker, this::isConfirmed);
        this.waits = new LoadWaits(cache, policy.loads(), expired, ticker, meter, context.events());
        this.refreshes = new Refreshes(
                cache,
                policy.expiry(),
                lifetimes,
                detached,
                gate,
                new RefreshingLoads(),
                ticker,
                meter,
                context.events());
        this.byHand = new HandWrites(this, local, remote, watch, admission, expired, context);
    }

    /** The value under the key; the loader's if no entry may be served. What the loader throws comes through unchanged. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    public <V extends @Nullable Object> V get(CacheKey key, Loader<V> loader) throws Throwable {
        Trust trust = trust();
        if (trust == Trust.NONE) {
            answered(Outcome.BYPASS);
            return loadPast(key, loader);
        }
        if (isOff(key)) {
            answered(Outcome.BYPASS);
            return trust == Trust.FULL ? loadPast(key, () -> loadGated(key.tenant(), loader)) : loadPast(key, loader);
        }
        Entry entry = local.get(key);
        long now = context.ticker().nanos();
        if (entry != null && isFresh(entry) && isConfirmed(entry)) {
            answered(Outcome.HIT_L1);
            WatchedLoad.served(freshness, entry);
            if (now - entry.dueNanos() >= 0) {
                refreshes.served(key, entry, loader);
            }
            context.shadow().served(this, key, entry, loader);
            return (V) entry.value();
        }
        if (trust != Trust.FULL) {
            return serveOnly(key, loader, trust);
        }
        Landing landing = flights.join(key, () -> fly(key, loader, entry, now), this::isValid);
        answered(landing.outcome());
        WatchedLoad.served(freshness, landing.entry());
        if (landing.outcome() == Outcome.HIT_L2) {
            if (now - landing.entry().dueNanos() >= 0) {
                refreshes.served(key, landing.entry(), loader);
            }
            context.shadow().served(this, key, landing.entry(), loader);
        }
        return (V) landing.entry().value();
    }

    /** What L1 may serve at once; of a strict cache it still has to be confirmed. */
    @Nullable
    Entry servable(CacheKey key) {
        Entry entry = local.get(key);
        return entry != null && isFresh(entry) ? entry : null;
    }

    /** The value of what L1 had. */
    <V extends @Nullable Object> V servedLocally(CacheKey key, Entry entry, @Nullable Loader<V> loader) {
        return served(key, entry, Outcome.HIT_L1, loader);
    }

    /** The value of what L2 had. */
    <V extends @Nullable Object> V served(CacheKey key, Entry found, @Nullable Loader<V> loader) {
        admission.putLocally(key, found);
        return served(key, found, Outcome.HIT_L2, loader);
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    private <V extends @Nullable Object> V served(
            CacheKey key, Entry entry, Outcome outcome, @Nullable Loader<V> loader) {
        answered(outcome);
        WatchedLoad.served(freshness, entry);
        if (loader != null) {
            followed(key, entry, loader);
        }
        return (V) entry.value();
    }

    /** What was served is loaded anew if that is due, and compared with its source if chance has it; neither is waited for. */
    void followed(CacheKey key, Entry entry, Loader<?> loader) {
        if (context.ticker().nanos() - entry.dueNanos() >= 0) {
            refreshes.served(key, entry, loader);
        }
        context.shadow().served(this, key, entry, loader);
    }

    /** Leave to load a key that L2 has been asked for already, or what has landed meanwhile. */
    Turn sought(CacheKey key) {
        return sharesLoads() ? context.fleet().join(key.qualifiedText(), () -> remote.ask(key)) : Turn.ALONE;
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
            WatchedLoad.readPast(freshness, remote.tagsOf(key), isHeld);
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
                && !WatchedLoad.isOpen()
                && !Bypass.isOpen()
                && context.surroundings().trust() != Trust.NONE;
        if (!isPlain) {
            return null;
        }
        Moment now = context.ticker().soon();
        Entry entry = local.get(probe, now.nanos());
        if (entry == null || !isFresh(entry, now) || now.nanos() - entry.dueNanos() >= 0) {
            return null;
        }
        answered(Outcome.HIT_L1);
        return entry;
    }

    /**
     * Loads past single flight too: what this transaction sees may be older than what a caller who joins may be given; and who loads apart holds a
     * connection, which others may need to come to an end.
     */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // an entry holds what this cache's loaders gave, null only where they do
    private <V extends @Nullable Object> V serveOnly(CacheKey key, Loader<V> loader, Trust trust) throws Throwable {
        Entry found = remote.find(key);
        answered(found == null ? Outcome.MISS : Outcome.HIT_L2);
        if (found == null) {
            Surroundings.Scope apart =
                    trust == Trust.LOAD_APART ? context.surroundings().apart() : null;
            if (apart == null) {
                return loadPast(key, loader);
            }
            try (apart) {
                found = load(key, loader, Turn.ALONE);
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

    boolean isOff(CacheKey key) {
        return context.switches().isOff(cache, key.tenant());
    }

    /**
     * Past the cache, but not too many at once: without a cache the database must not be drowned. A caller within a transaction does not wait here,
     * since it holds a connection, which others may need to come to an end.
     */
    <V extends @Nullable Object> V loadGated(String tenant, Loader<V> loader) throws Throwable {
        long began = context.ticker().nanos();
        boolean loaded = false;
        try {
            V value = gate.pass(tenant, loader);
            loaded = true;
            return value;
        } finally {
            long took = context.ticker().nanos() - began;
            if (loaded) {
                meter.loaded(took);
            } else {
                meter.loadFailed(took);
            }
        }
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
            local.copyTo(other.local);
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
        return isHeld || isOff(key) ? Lookup.Miss.INSTANCE : byHand.lookup(key);
    }

    /** Look-ups without a loader, and what is put by hand. */
    public HandWrites byHand() {
        return byHand;
    }

    /** Whether a read of the calling thread is to go past the cache. */
    boolean isPassedBy(CacheKey key) {
        return trust() == Trust.NONE || isOff(key);
    }

    boolean isFresh(Entry entry) {
        return isFresh(entry, context.ticker().soon());
    }

    private boolean isFresh(Entry entry, Moment now) {
        return now.nanos() - entry.expiresNanos() < 0 && freshness.isValid(entry, now);
    }

    private boolean isValid(Entry entry) {
        return freshness.isValid(entry) && isConfirmed(entry);
    }

    /** Whether a strict cache finds the entry confirmed by the shared tier; any other needs no confirmation. */
    boolean isConfirmed(Entry entry) {
        return !policy.isStrict() || remote.isConfirmed(entry);
    }

    /**
     * How a flight goes.
     *
     * @param held what L1 has and may not serve, or null
     * @param since when the read began
     */
    private Landing fly(CacheKey key, Loader<?> loader, @Nullable Entry held, long since) throws Throwable {
        Landing meanwhile = expired.duringPause(key, held);
        if (meanwhile != null) {
            return meanwhile;
        }
        Entry kept = local.get(key);
        if (kept != null && kept != held && isFresh(kept) && isConfirmed(kept)) {
            return new Landing(kept, Outcome.HIT_L1); // another flight has landed since this reader looked
        }
        try {
            Running underWay = detached.of(key);
            Landing landing = underWay == null ? null : waits.landing(underWay, key, held, since, this::isValid);
            if (landing != null) {
                return landing;
            }
            return policy.loads().isTimed()
                    ? landTimed(key, loader, held, since)
                    : land(key, loader, turn(key, held != null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw e;
        } catch (Exception e) {
            Landing instead = expired.afterFailure(key, held);
            if (instead != null) {
                return instead;
            }
            throw e;
        }
    }

    private Landing land(CacheKey key, Loader<?> loader, Turn turn) throws Throwable {
        Entry landed = turn.landed();
        if (landed != null) {
            admission.putLocally(key, landed);
            return new Landing(landed, Outcome.HIT_L2);
        }
        return new Landing(load(key, loader, turn), Outcome.MISS);
    }

    /**
     * On another thread, so that this one need not wait; but a transaction is its thread's, and what it has open others may wait for; and a load
     * that is part of another has its place.
     */
    private Landing landTimed(CacheKey key, Loader<?> loader, @Nullable Entry held, long since) throws Throwable {
        boolean isBound = gate.isInside() || context.surroundings().isTransaction();
        Loader<?> apart = isBound ? null : loader.detached();
        if (apart == null) {
            return land(key, loader, turn(key, held != null));
        }
        Entry found = remote.find(key);
        if (found != null) {
            admission.putLocally(key, found);
            return new Landing(found, Outcome.HIT_L2);
        }
        Landing landing = landApart(key, apart, held, since);
        return landing == null ? land(key, loader, turn(key, held != null)) : landing;
    }

    private @Nullable Landing landApart(CacheKey key, Loader<?> apart, @Nullable Entry held, long since)
            throws Throwable {
        Work work = isAgain -> land(key, apart, isAgain ? Turn.ALONE : turn(key, true));
        Running running = detached.start(key, work);
        if (running == null) {
            return null;
        }
        try {
            return waits.landing(running, key, held, since, running.isOf(work) ? null : this::isValid);
        } catch (LostContextException e) {
            return null; // whoever misses the context has said so, and this thread has it
        }
    }

    /**
     * What L2 has, or leave to load. A key that this instance does not hold is looked for before it is claimed, so that a hit in L2 is one
     * round trip; where L1 holds what was just invalidated, L2 hardly has better, and the claim goes out with the look, or nothing does if
     * the load is the quicker ({@link LoadPace}). Without a lease nothing that another instance loads could be served here.
     */
    private Turn turn(CacheKey key, boolean isHeld) {
        boolean shares = sharesLoads();
        if (shares && isHeld && pace.isQuickFor(context.fleet().others())) {
            return Turn.ALONE;
        }
        Entry found = shares && isHeld ? null : remote.find(key);
        if (found != null) {
            return Turn.landed(found);
        }
        return shares ? context.fleet().join(key.qualifiedText(), () -> remote.ask(key)) : Turn.ALONE;
    }

    /** Whether another instance's load could be served here, and it is worth asking who loads. */
    boolean sharesLoads() {
        return policy.oneLoadInFleet() && policy.remote() && !watch.isUnkept() && freshness.hasSharedLease();
    }

    private Entry load(CacheKey key, Loader<?> loader, Turn turn) throws Throwable {
        boolean isKept = false;
        try {
            Entry entry =
                    policy.fromReplica() && !watch.isUnkept() ? loadFromReplica(key, loader) : loadNow(key, loader);
            isKept = keep(key, entry, turn);
            return entry;
        } finally {
            if (!isKept) {
                turn.release();
            }
        }
    }

    /**
     * From a copy of the database if it shows every write that is known here to touch the key, outside any transaction. What fails there is
     * tried on the primary: a copy may cancel what stands in the way of its replay.
     */
    private Entry loadFromReplica(CacheKey key, Loader<?> loader) throws Throwable {
        boolean isFree = freshness.hasLease()
                && !freshness.isDirect()
                && context.shapes().isSettled(freshness.bound())
                && !context.surroundings().isTransaction();
        ShownSnapshot shown = isFree ? freshness.shownSnapshot() : null;
        if (shown == null || !freshness.isUntouched(shown.shows(), remote.tagsOf(key))) {
            return loadNow(key, loader);
        }
        Replica.Scope copy = context.replica().open(shown.snapshot());
        if (copy == null) {
            return loadNow(key, loader);
        }
        Entry entry;
        try (copy) {
            entry = loadAsOf(key, loader, shown.shows());
        } catch (Exception e) {
            return loadNow(key, loader);
        }
        boolean isTrue = freshness.isUntouched(entry.stamp(), entry.tags()) && isConfirmed(entry);
        return isTrue ? entry : loadNow(key, loader);
    }

    private Entry loadNow(CacheKey key, Loader<?> loader) throws Throwable {
        Replica.Scope primary = context.replica().primary(); // the load may be part of another, which reads a copy
        try (primary) {
            return loadAsOf(key, loader, freshness.stamp()); // before the load: see Freshness
        }
    }

    /**
     * What could not be told to depend on something is answered with a stamp under which nothing is valid. In the model: {@code Load}.
     */
    private Entry loadAsOf(CacheKey key, Loader<?> loader, Stamp stamp) throws Throwable {
        long began = context.ticker().nanos();
        boolean loaded = false;
        LiveShapes.View told = remote.told(); // after the stamp: see LiveShapes
        WatchedLoad watched = watch.begin(key);
        try (watched) {
            Object value = gate.pass(key.tenant(), loader);
            loaded = true;
            long took = context.ticker().nanos() - began;
            loaded(took);
            Seen seen = watch.seen(watched, key);
            Stamp kept = seen.isWhole() ? stamp : Stamp.none(freshness.partitions());
            return remote.loaded(key, value, kept, seen.tags(), told, took);
        } finally {
            if (!loaded) {
                loadFailed(context.ticker().nanos() - began);
            }
        }
    }

    private void loaded(long nanos) {
        pace.took(nanos);
        meter.loaded(nanos);
    }

    private void loadFailed(long nanos) {
        pace.took(nanos);
        meter.loadFailed(nanos);
    }

    /** One load of many keys took so long: for the pace, each has its share. */
    void tookAll(long nanos, int keys, boolean isLoaded) {
        pace.took(nanos / keys);
        if (isLoaded) {
            meter.loaded(nanos);
        } else {
            meter.loadFailed(nanos);
        }
    }

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
            context.events().publish(new CacheEvent.StalePrevented(cache, key.toString()));
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

    /** What the source says now, past the cache: to be compared with what was served. */
    boolean differs(Entry entry, Loader<?> loader) throws Throwable {
        Bypass past = Bypass.open();
        try {
            return !remote.isSame(entry.value(), loader.load());
        } finally {
            past.close();
        }
    }

    /** Whether the entry may still be served, expiry apart. */
    boolean isStillServed(Entry entry) {
        return freshness.isValid(entry);
    }

    String cache() {
        return cache;
    }

    void answered(Outcome outcome) {
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

    private final class RefreshingLoads implements Refreshes.Loads {

        @Override
        public @Nullable Turn attempt(CacheKey key, Predicate<Entry> isNewer) {
            Look look = Refreshes.newer(() -> remote.ask(key), isNewer);
            if (sharesLoads()) {
                return context.fleet().attempt(key.qualifiedText(), look);
            }
            Entry found = look.begin().get();
            return found == null ? Turn.ALONE : Turn.landed(found);
        }

        @Override
        public void found(CacheKey key, Entry entry) {
            admission.putLocally(key, entry);
        }

        @Override
        public Entry load(CacheKey key, Loader<?> loader, Turn turn) throws Throwable {
            return ReadPath.this.load(key, loader, turn);
        }
    }
}
