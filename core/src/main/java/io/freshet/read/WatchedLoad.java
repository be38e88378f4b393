package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.freshness.Freshness;
import io.freshet.load.LoadObserver.Observation;
import io.freshet.load.Observed;
import io.freshet.tag.Dependency;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One load that is watched: the statements that it executes, and the entries that other caches serve it. Used by one thread.
 *
 * <h2>Why a load may take over the tags of what it was served, and keep its own stamp</h2>
 *
 * Let a load have the stamp S, made before it began, and be served an entry with the stamp E and the tags T.
 *
 * <ol>
 *   <li>A hit, E older than S: it was valid when it was served, so none of T had been raised above E by anything that the instance knew then.
 *       It knew all up to S. So the value is what a load at S would have found, as far as T goes.
 *   <li>Loaded meanwhile, by this thread or by a flight that it joined, E not older than S: the value shows every write up to S.
 *   <li>Loaded meanwhile, and raced by a write: some tag of T was raised above E, hence above S, and what is built on it is not valid either.
 * </ol>
 *
 * In each case the outer value is what its sources were at S, and an entry with S and the tags of both is invalidated by every later write to
 * either. The same holds in each partition by itself, and for what was learned by direct reads. An entry whose stamp says nothing, because it
 * could not be told what it depends on or because nothing was known then, proves nothing: what is built on it is not kept.
 */
final class WatchedLoad implements AutoCloseable {

    /** More would make each check of the entry slow, and an envelope cannot hold many times as many. */
    static final int MOST_TAGS = 4096;

    private static final ThreadLocal<@Nullable WatchedLoad> INNERMOST = new ThreadLocal<>();

    /** Of all threads: while there is none, nobody has to look for its own. */
    private static final AtomicInteger ANYWHERE = new AtomicInteger();

    private final @Nullable WatchedLoad around = INNERMOST.get();
    private final Freshness freshness;
    private final LiveShapes.View told;
    private final Observation observation;
    private final Set<Long> tags = new LinkedHashSet<>();
    private final Set<String> gaps = new LinkedHashSet<>();
    private boolean isPending;
    private boolean isNested;
    private @Nullable Throwable handedOver;

    private WatchedLoad(Freshness freshness, LiveShapes.View told, Observation observation) {
        this.freshness = freshness;
        this.told = told;
        this.observation = observation;
    }

    /**
     * Begins.
     *
     * @param told the rows that writers tell now: what they begin to tell later may have been read before
     */
    static WatchedLoad begin(Freshness freshness, LiveShapes.View told, Observation observation) {
        WatchedLoad load = new WatchedLoad(freshness, told, observation);
        ANYWHERE.incrementAndGet();
        INNERMOST.set(load);
        return load;
    }

    /** Whether the calling thread is within a load that is watched. */
    static boolean isOpen() {
        return ANYWHERE.get() > 0 && INNERMOST.get() != null;
    }

    /** A cache has served an entry: the load around this read, if any, depends on what the entry depends on. */
    static void served(Freshness by, Entry entry) {
        WatchedLoad load = INNERMOST.get();
        if (load != null) {
            load.took(by, entry.tags());
            load.isPending |= by.isUnknown(entry.stamp(), entry.tags());
        }
    }

    /**
     * A cache was read past its entries: what its loader reads belongs to the load around this read, and so do the tags of its key.
     *
     * @param isHeld whether it is not known yet that writes to what it depends on are noticed
     */
    static void readPast(Freshness by, long[] keyTags, boolean isHeld) {
        WatchedLoad load = INNERMOST.get();
        if (load != null) {
            load.took(by, keyTags);
            load.isPending |= isHeld;
        }
    }

    /** A value was computed outside of any cache, and watched: the load around it, if any, read what it was seen to read. */
    static void computed(Freshness by, Seen seen) {
        WatchedLoad load = INNERMOST.get();
        if (load != null) {
            load.took(by, seen.tags());
            load.isPending |= seen.isPending();
        }
    }

    /**
     * A read of a cache has failed: what is made of that, if anything, depends on what the entry would have depended on, and on what its load
     * was seen to read. Where that load ran elsewhere, or none was made, it cannot be told.
     *
     * @param isObserved whether the cache's loads are watched
     */
    static void failed(Freshness by, long[] keyTags, String cache, boolean isObserved, Throwable failure) {
        WatchedLoad load = INNERMOST.get();
        if (load != null) {
            load.took(by, keyTags);
            if (isObserved && load.handedOver != failure) {
                load.gaps.add("reads the cache '" + cache + "', which failed before what it depends on was seen");
            }
        }
    }

    /** This load has failed: what it was seen to read belongs to the load around it, if any. To be asked once, in place of {@link #seen}. */
    void handOver(String cache, String tenant, Throwable failure) {
        if (around != null) {
            Seen seen = seen(cache, tenant);
            around.took(freshness, seen.tags());
            around.isPending |= seen.isPending();
            around.handedOver = failure;
        }
    }

    /** Something is read for the load around, if any, that nobody sees. */
    static void unseen(String gap) {
        WatchedLoad load = INNERMOST.get();
        if (load != null) {
            load.gaps.add(gap);
        }
    }

    private void took(Freshness by, long[] more) {
        isNested = true;
        if (by != freshness) {
            gaps.add("reads a cache of another instance");
        }
        for (long tag : more) {
            tags.add(tag);
        }
    }

    /** What was seen, with nothing left to be seen. To be asked once. */
    Seen seen(String cache, String tenant) {
        Observed observed = observation.observed();
        add(observed.dependencies(told), "");
        add(observed.ofTenant(told), tenant);
        gaps.addAll(observed.gaps());
        isPending |= observed.isPending();
        if (tags.size() > MOST_TAGS) {
            gaps.add("depends on more than " + MOST_TAGS + " tags");
        }
        boolean isNothing = observed.statements() == 0 && !isNested;
        if (around != null && !gaps.isEmpty()) {
            around.gaps.add("reads the cache '" + cache + "', of which it could not be told either");
        }
        return new Seen(tags.stream().mapToLong(Long::longValue).toArray(), Set.copyOf(gaps), isPending, isNothing);
    }

    private void add(Collection<Dependency> dependencies, String tenant) {
        for (Dependency dependency : dependencies) {
            dependency.carriedBy(tenant).forEach(name -> tags.add(Tag.hashOf(name)));
        }
    }

    @Override
    public void close() {
        ANYWHERE.decrementAndGet();
        if (around == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(around);
        }
        observation.close();
    }

    /**
     * What a load was seen to depend on.
     *
     * @param tags hashes
     * @param gaps what could not be told
     * @param isPending whether it may be told of a later load
     * @param isNothing whether it read nothing that could be seen
     */
    record Seen(long[] tags, Set<String> gaps, boolean isPending, boolean isNothing) {

        /** Of a load that is not watched: what is declared is all. */
        static final Seen DECLARED = new Seen(new long[0], Set.of(), false, false);

        boolean isWhole() {
            return gaps.isEmpty() && !isPending;
        }
    }
}
