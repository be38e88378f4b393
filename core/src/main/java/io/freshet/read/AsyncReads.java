package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.entry.Stamp;
import io.freshet.entry.Tier;
import io.freshet.event.Outcome;
import io.freshet.event.Tracer.Span;
import io.freshet.key.CacheKey;
import io.freshet.load.AsyncThreads;
import io.freshet.load.BulkLoader;
import io.freshet.load.Flight.Landing;
import io.freshet.load.LaterLoader;
import io.freshet.load.Loader;
import io.freshet.read.FleetFlight.Turn;
import io.freshet.read.Surroundings.Trust;
import io.freshet.read.WatchedLoad.Seen;
import io.freshet.tag.LiveShapes;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/**
 * Reads of one cache that do not block who asks. Thread-safe.
 *
 * <h2>What is not left to another thread</h2>
 *
 * What a read may be served, and what it must see, hangs on the thread that asks: its transaction, the load that it is part of, a session's reads. So
 * whether the cache may be trusted is decided there. In a transaction that has written or read, and within a load that is watched, a blocking loader
 * runs on the calling thread, in that transaction and seen by that load: what it would read elsewhere, nobody would see.
 *
 * <p>A loader that answers later reads on threads that nobody watches. Where its dependencies are declared, that does not matter. Where they would be
 * observed, nothing of it is kept, and a load around it is not kept either: no entry ever lacks a dependency.
 */
public final class AsyncReads {

    private static final String UNSEEN =
            "loads on other threads, where what it reads is not seen: declare what it depends on";

    private final ReadPath path;
    private final Entries entries;
    private final CacheLoads loading;
    private final Executor loads;
    private final ConcurrentMap<CacheKey, CompletableFuture<Landing>> flights = new ConcurrentHashMap<>();

    /**
     * The reads of a cache.
     *
     * @param loads where loads run, and whatever else has to wait
     */
    public AsyncReads(ReadPath path, Executor loads) {
        this.path = path;
        this.entries = path.entries();
        this.loading = path.loads();
        this.loads = loads;
    }

    /** The same reads under a policy that was changed. */
    public AsyncReads on(ReadPath changed) {
        return new AsyncReads(changed, loads);
    }

    /**
     * The value, as {@link ReadPath#get} has it. Cancelling the answer ends the wait: a load that has begun goes on and is kept; one that has not does not begin.
     */
    public <V extends @Nullable Object> CompletableFuture<V> get(CacheKey key, Loader<V> loader) {
        if (isBoundToThread()) {
            return now(() -> path.get(key, loader));
        }
        CompletableFuture<V> answer = new CompletableFuture<>();
        if (entries.policy.isStrict() || entries.isOff(key)) { // what L1 has is to be confirmed, or not to be served
            onLoads(answer, () -> path.get(key, loader));
            return answer;
        }
        Entry entry = entries.servable(key);
        if (entry != null) {
            return CompletableFuture.completedFuture(path.servedLocally(key, entry, loader));
        }
        look(key, answer, found -> path.served(key, found, loader), () -> onLoads(answer, () -> path.get(key, loader)));
        return answer;
    }

    /** The values, as {@link ReadPath#getAll} has them; if all are in L1 at once, else on a thread for loads. */
    public CompletableFuture<Map<CacheKey, @Nullable Object>> getAll(Collection<CacheKey> keys, BulkLoader loader) {
        boolean isThere = !entries.policy.isStrict()
                && keys.stream().allMatch(key -> !entries.isOff(key) && entries.servable(key) != null);
        if (isThere || isBoundToThread()) {
            return now(() -> path.getAll(keys, loader));
        }
        CompletableFuture<Map<CacheKey, @Nullable Object>> answer = new CompletableFuture<>();
        onLoads(answer, () -> path.getAll(keys, loader));
        return answer;
    }

    /** A load around this call, if any, cannot be told what it depends on. */
    public void readElsewhere() {
        WatchedLoad.unseen("reads the cache '" + path.cache() + "', which " + UNSEEN);
    }

    private boolean isBoundToThread() {
        return WatchedLoad.isOpen() || path.trust() != Trust.FULL;
    }

    private static <T extends @Nullable Object> CompletableFuture<T> now(Loader<T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        complete(answer, read);
        return answer;
    }

    private <T extends @Nullable Object> void onLoads(CompletableFuture<T> answer, Loader<T> read) {
        onLoads(() -> complete(answer, read), answer);
    }

    private void onLoads(Runnable work, CompletableFuture<?> answer) {
        execute(answer, () -> {
            if (!answer.isDone()) {
                work.run();
            }
        });
    }

    /** Whatever becomes of the work, somebody answers. */
    private void execute(CompletableFuture<?> answer, Runnable work) {
        try {
            loads.execute(new AsyncThreads.Work() {
                @Override
                public void run() {
                    try {
                        work.run();
                    } catch (Throwable e) { // whoever waits is told
                        answer.completeExceptionally(e);
                    }
                }

                @Override
                public void dropped() {
                    answer.completeExceptionally(new RejectedExecutionException("Closed before the load began"));
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    @SuppressWarnings("NullAway") // completing with what the loader gave, null only where it does
    private static <T extends @Nullable Object> void complete(CompletableFuture<T> answer, Loader<T> read) {
        try {
            answer.complete(read.load());
        } catch (Throwable e) { // it is the caller's
            answer.completeExceptionally(e);
        }
    }

    /** Looks into L2; values are made of bytes on a thread of the common pool, not on one of the connection. */
    private <V extends @Nullable Object> void look(
            CacheKey key, CompletableFuture<V> answer, Serving<V> serving, Runnable otherwise) {
        Runnable carried = entries.context.events().tracer().carried(otherwise);
        entries.remote.askLater(key, ForkJoinPool.commonPool()).whenComplete((found, failure) -> {
            if (found == null) {
                carried.run();
            } else if (!answer.isDone()) {
                complete(answer, () -> serving.serve(found));
            }
        });
    }

    /**
     * The value of a loader that answers later, without a thread that waits for it. Cancelling as with {@link #get}. How many of them may run at once is
     * not limited.
     */
    public <V extends @Nullable Object> CompletableFuture<V> later(CacheKey key, LaterLoader<V> loader) {
        Trust trust = entries.isOff(key) ? Trust.NONE : path.trust();
        Entry entry = trust == Trust.NONE ? null : entries.servable(key);
        if (entry != null && !entries.policy.isStrict()) {
            return CompletableFuture.completedFuture(path.servedLocally(key, entry, null));
        }
        readElsewhere();
        if (trust != Trust.FULL) {
            path.answered(key, trust == Trust.NONE ? Outcome.BYPASS : Outcome.MISS);
            return begun(loader);
        }
        CompletableFuture<V> answer = new CompletableFuture<>();
        if (entries.policy.isStrict()) {
            onLoads(() -> lookStrictly(key, answer, loader), answer);
        } else {
            look(key, answer, found -> path.<V>served(key, found, null), () -> join(key, answer, loader));
        }
        return answer;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // an entry holds what this cache's loaders gave
    private <V extends @Nullable Object> void lookStrictly(
            CacheKey key, CompletableFuture<V> answer, LaterLoader<V> loader) {
        if (path.lookup(key) instanceof Lookup.Hit hit) {
            path.answered(key, hit.tier() == Tier.L1 ? Outcome.HIT_L1 : Outcome.HIT_L2);
            answer.complete((V) hit.value());
        } else {
            join(key, answer, loader);
        }
    }

    private static <V extends @Nullable Object> CompletableFuture<V> begun(LaterLoader<V> loader) {
        CompletableFuture<V> answer = new CompletableFuture<>();
        pass(loader, answer);
        return answer;
    }

    private static <V extends @Nullable Object> void pass(LaterLoader<V> loader, CompletableFuture<V> answer) {
        try {
            loader.load().whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(cause(failure));
                }
            });
        } catch (Throwable e) { // it is the caller's
            answer.completeExceptionally(e);
        }
    }

    /** As {@link io.freshet.load.SingleFlight}: what another's load brings is taken if it is valid when it lands; if not, this caller loads alone. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever waits is answered, whatever happens
    private <V extends @Nullable Object> void join(CacheKey key, CompletableFuture<V> answer, LaterLoader<V> loader) {
        if (answer.isDone()) {
            return;
        }
        CompletableFuture<Landing> own = new CompletableFuture<>();
        CompletableFuture<Landing> other = flights.putIfAbsent(key, own);
        if (other == null) {
            own.whenComplete((landing, failure) -> {
                flights.remove(key, own);
                settle(key, answer, landing, failure);
            });
            fly(key, own, loader);
            return;
        }
        other.whenComplete((landing, failure) -> {
            if (landing != null && !entries.policy.isStrict() && entries.freshness.isValid(landing.entry())) {
                Outcome joined = landing.outcome() == Outcome.MISS ? Outcome.HIT_L1 : landing.outcome();
                settle(key, answer, new Landing(landing.entry(), joined), null);
            } else if (!answer.isDone()) {
                CompletableFuture<Landing> alone = new CompletableFuture<>();
                alone.whenComplete((second, thrown) -> settle(key, answer, second, thrown));
                fly(key, alone, loader);
            }
        });
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // an entry holds what this cache's loaders gave
    private <V extends @Nullable Object> void settle(
            CacheKey key, CompletableFuture<V> answer, @Nullable Landing landing, @Nullable Throwable failure) {
        if (landing == null) {
            answer.completeExceptionally(failure == null ? new IllegalStateException(key.toString()) : failure);
        } else {
            path.answered(key, landing.outcome());
            answer.complete((V) landing.entry().value());
        }
    }

    private void fly(CacheKey key, CompletableFuture<Landing> flight, LaterLoader<?> loader) {
        execute(flight, () -> take(key, loading.sought(key), flight, loader));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the flight is completed, whatever happens
    private void take(CacheKey key, Turn turn, CompletableFuture<Landing> flight, LaterLoader<?> loader) {
        Entry landed = turn.landed();
        if (landed != null) {
            entries.admission.putLocally(key, landed);
            flight.complete(new Landing(landed, Outcome.HIT_L2));
            return;
        }
        Stamp stamp = entries.freshness.stamp(); // before the load: see Freshness
        LiveShapes.View told = entries.remote.told(); // after the stamp: see LiveShapes
        Seen seen = loading.watch.unseen(UNSEEN);
        long began = entries.context.ticker().nanos();
        Span span = entries.context.events().tracer().load(path.cache(), key::qualifiedText);
        CompletableFuture<?> load = begun(loader);
        span.leave();
        load.whenComplete((value, failure) -> {
            ended(span, failure);
            long took = entries.context.ticker().nanos() - began;
            loading.tookAll(took, 1, failure == null);
            boolean isKept = false;
            try {
                if (failure == null) {
                    Stamp kept = seen.isWhole() ? stamp : Stamp.none(entries.freshness.partitions());
                    Entry entry = entries.remote.loaded(key, value, kept, seen.tags(), told, took);
                    isKept = entries.keep(key, entry, turn);
                    flight.complete(new Landing(entry, Outcome.MISS));
                }
            } catch (Throwable e) { // whoever waits is told
                flight.completeExceptionally(e);
            } finally {
                if (!isKept) {
                    turn.release();
                }
                if (failure != null) {
                    flight.completeExceptionally(failure);
                }
            }
        });
    }

    private static void ended(Span span, @Nullable Throwable failure) {
        span.outcome(failure == null ? CacheLoads.LOADED : CacheLoads.FAILED);
        if (failure != null) {
            span.failed(failure);
        }
        span.close();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Serves what L2 had. */
    private interface Serving<V extends @Nullable Object> {
        V serve(Entry found);
    }
}
