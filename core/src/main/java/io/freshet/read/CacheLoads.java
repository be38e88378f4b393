package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.event.CacheMeter;
import io.freshet.event.Tracer.Span;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Freshness.ShownSnapshot;
import io.freshet.key.CacheKey;
import io.freshet.load.LoadGate;
import io.freshet.load.Loader;
import io.freshet.load.LostContextException;
import io.freshet.read.FleetFlight.Look;
import io.freshet.read.FleetFlight.Turn;
import io.freshet.read.WatchedLoad.Seen;
import io.freshet.tag.LiveShapes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * The loads of one cache: who in the fleet may load, from where, stamped with what, how many at once, and what their results depend on. Thread-safe; blocks on
 * the shared tier, on others' loads, and on the loader.
 */
final class CacheLoads implements Refreshes.Loads {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How loads go, in spans. */
    static final String LOADED = "loaded";

    static final String FAILED = "failed";

    private final String cache;
    private final Entries entries;
    private final CachePolicy policy;
    private final RemoteReads remote;
    private final ReadContext context;
    private final Freshness freshness;
    private final CacheMeter meter;
    final LoadWatch watch;
    final LoadGate gate;
    final LoadPace pace;

    CacheLoads(String cache, Entries entries, LoadWatch watch, LoadPace pace, CacheMeter meter) {
        this.cache = cache;
        this.entries = entries;
        this.policy = entries.policy;
        this.remote = entries.remote;
        this.context = entries.context;
        this.freshness = context.freshness();
        this.meter = meter;
        this.watch = watch;
        this.gate = new LoadGate(policy.loads(), PATIENCE);
        this.pace = pace;
    }

    /** Leave to load a key that L2 has been asked for already, or what has landed meanwhile. */
    Turn sought(CacheKey key) {
        return sharesLoads() ? context.fleet().join(key.qualifiedText(), () -> remote.ask(key)) : Turn.ALONE;
    }

    /**
     * What L2 has, or leave to load. A key that this instance does not hold is looked for before it is claimed, so that a hit in L2 is one
     * round trip; where L1 holds what was just invalidated, L2 hardly has better, and the claim goes out with the look, or nothing does if
     * the load is the quicker ({@link LoadPace}). Without a lease nothing that another instance loads could be served here.
     */
    Turn turn(CacheKey key, boolean isHeld) {
        boolean shares = sharesLoads();
        if (shares && isHeld && pace.isQuickFor(context.fleet().others())) {
            return Turn.ALONE;
        }
        Entry found = shares && isHeld ? null : remote.find(key);
        if (found != null) {
            return Turn.landed(found);
        }
        return sought(key);
    }

    /** Whether another instance's load could be served here, and it is worth asking who loads. */
    boolean sharesLoads() {
        return policy.oneLoadInFleet() && policy.remote() && !watch.isUnkept() && freshness.hasSharedLease();
    }

    /** Runs the loader, keeps what it brings if that may be, and gives the leave back either way. */
    @Override
    public Entry load(CacheKey key, Loader<?> loader, Turn turn) throws Throwable {
        boolean isKept = false;
        try {
            Entry entry =
                    policy.fromReplica() && !watch.isUnkept() ? loadFromReplica(key, loader) : loadNow(key, loader);
            isKept = entries.keep(key, entry, turn);
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
        boolean isTrue = freshness.isUntouched(entry.stamp(), entry.tags()) && entries.isConfirmed(entry);
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
        boolean hasFailed = true;
        LiveShapes.View told = remote.told(); // after the stamp: see LiveShapes
        WatchedLoad watched = watch.begin(key);
        try (watched) {
            Object value = watched(watched, key, loader);
            hasFailed = false;
            long took = context.ticker().nanos() - began;
            loaded(took);
            Seen seen = watch.seen(watched, key);
            Stamp kept = seen.isWhole() ? stamp : Stamp.none(freshness.partitions());
            return remote.loaded(key, value, kept, seen.tags(), told, took);
        } catch (LostContextException e) {
            hasFailed = false; // nothing was loaded
            throw e;
        } finally {
            if (hasFailed) {
                loadFailed(context.ticker().nanos() - began);
            }
        }
    }

    /** The value; where there is none, a load around this one is told what it was seen to depend on. */
    <V extends @Nullable Object> V watched(@Nullable WatchedLoad watched, CacheKey key, Loader<V> loader)
            throws Throwable {
        try {
            return passGate(key, loader);
        } catch (Throwable e) { // it is the reader's
            watch.failed(watched, key, e);
            throw e;
        }
    }

    /** What the loader gives, once it has its place, as one span. */
    <V extends @Nullable Object> V passGate(CacheKey key, Loader<V> loader) throws Throwable {
        try (Span span = context.events().tracer().load(cache, key::qualifiedText)) {
            try {
                V value = gate.pass(key.tenant(), loader);
                span.outcome(LOADED);
                return value;
            } catch (Throwable e) { // it is the reader's
                span.outcome(FAILED);
                span.failed(e);
                throw e;
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

    /**
     * Past the cache, but not too many at once: without a cache the database must not be drowned. A caller within a transaction does not wait here,
     * since it holds a connection, which others may need to come to an end.
     */
    <V extends @Nullable Object> V loadGated(CacheKey key, Loader<V> loader) throws Throwable {
        long began = context.ticker().nanos();
        boolean loaded = false;
        try {
            V value = passGate(key, loader);
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
        entries.admission.putLocally(key, entry);
    }
}
