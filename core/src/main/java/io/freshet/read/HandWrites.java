package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lookup;
import io.freshet.entry.Stamp;
import io.freshet.entry.Tier;
import io.freshet.event.Outcome;
import io.freshet.freshness.Freshness;
import io.freshet.key.CacheKey;
import io.freshet.read.WatchedLoad.Seen;
import io.freshet.remote.Partitions;
import io.freshet.tag.Tag;
import io.freshet.tag.Tags;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Look-ups without a loader, and values that are put by hand. Thread-safe.
 *
 * <h2>Why a value that is put survives its own bump, and no eviction that it raced</h2>
 *
 * A put replaces what is there, on every instance: so it bumps a tag that all entries of the key carry. A load's stamp would be below that bump, and the
 * value dead at birth. So the value gets a stamp taken <em>after</em> the bump, once three things are known:
 *
 * <ol>
 *   <li>Everything up to that stamp is known here; it is not below the bump's own number.
 *   <li>Of all tags but the put's own, none was raised above the stamp S that was taken before the value was computed. So every write up to the new
 *       stamp that touches them is one that the value shows: by that an entry may always be given a newer stamp.
 *   <li>The put's own tag was last raised by this very put. A later put by somebody else wins; an earlier one loses, as it should.
 * </ol>
 *
 * <p>An eviction between S and the put raises another tag than the put does ({@link Tags#key}, {@link Tags#put}): if both raised one, the put's number would
 * hide the eviction's, since only the last is kept, and what was loaded before the eviction would outlive it.
 *
 * <p>A value that fills what was found empty replaces nothing: no bump, and the stamp S as with any load.
 */
public final class HandWrites {

    private final ReadPath path;
    private final Entries entries;
    private final LoadWatch watch;
    private final ExpiredReads expired;
    private final ReadContext context;
    private final Freshness freshness;

    HandWrites(ReadPath path, Entries entries, LoadWatch watch, ExpiredReads expired) {
        this.path = path;
        this.entries = entries;
        this.watch = watch;
        this.expired = expired;
        this.context = entries.context;
        this.freshness = entries.freshness;
    }

    /** What a reader on the calling thread may be given; counted as a read. One round trip if L1 has nothing. */
    public Lookup find(CacheKey key) {
        if (path.isPassedBy(key)) {
            path.answered(key, Outcome.BYPASS);
            path.readPast(key);
            return Lookup.Miss.INSTANCE;
        }
        Lookup found = lookup(key);
        path.answered(key, outcome(found));
        return found;
    }

    private static Outcome outcome(Lookup found) {
        return found instanceof Lookup.Hit hit ? hit.tier() == Tier.L1 ? Outcome.HIT_L1 : Outcome.HIT_L2 : Outcome.MISS;
    }

    /** What is there, whoever asks. */
    Lookup lookup(CacheKey key) {
        Entry entry = entries.local.get(key);
        if (entry != null && isServed(entry)) {
            WatchedLoad.served(freshness, entry);
            return new Lookup.Hit(entry.value(), Tier.L1);
        }
        Entry found = entries.remote.find(key);
        if (found != null) {
            entries.admission.putLocally(key, found);
            WatchedLoad.served(freshness, found);
            return new Lookup.Hit(found.value(), Tier.L2);
        }
        if (entry != null) {
            WatchedLoad.served(freshness, entry);
        }
        return entry != null && expired.isUsable(entry)
                ? new Lookup.Stale(
                        entry.value(),
                        Duration.ofNanos(Math.max(0, context.ticker().nanos() - entry.expiresNanos())))
                : Lookup.Miss.INSTANCE;
    }

    private boolean isServed(Entry entry) {
        return entries.isFresh(entry) && entries.isConfirmed(entry);
    }

    /** For how long the entry under the key may still be served; null if there is none. One round trip if L1 has nothing. */
    public @Nullable Duration timeLeft(CacheKey key) {
        Entry entry = path.isPassedBy(key) ? null : valid(key);
        return entry == null
                ? null
                : Duration.ofNanos(entry.expiresNanos() - context.ticker().nanos());
    }

    private @Nullable Entry valid(CacheKey key) {
        Entry entry = entries.local.get(key);
        return entry != null && isServed(entry) ? entry : entries.remote.find(key);
    }

    /** What lies under the key, whoever asks and whether or not it is served; not counted. One round trip if L1 has nothing that is. */
    @Nullable
    Held held(CacheKey key) {
        Entry entry = entries.local.get(key);
        if (entry != null && isServed(entry)) {
            return held(entry, Tier.L1, Held.State.SERVED);
        }
        Entry found = entries.remote.find(key);
        if (found != null) {
            return held(found, Tier.L2, Held.State.SERVED);
        }
        return entry == null ? null : held(entry, Tier.L1, unserved(entry));
    }

    private Held held(Entry entry, Tier tier, Held.State state) {
        return new Held(
                entry,
                tier,
                state,
                Duration.ofNanos(entry.expiresNanos() - context.ticker().nanos()));
    }

    private Held.State unserved(Entry entry) {
        if (!isUntouched(entry)) {
            return Held.State.INVALIDATED;
        }
        return context.ticker().nanos() - entry.expiresNanos() < 0 ? Held.State.UNPROVEN : Held.State.EXPIRED;
    }

    /** Whether nothing is known here that has invalidated the entry since it was loaded; it may have expired. */
    public boolean isUntouched(Entry entry) {
        return freshness.isUntouched(entry.stamp(), entry.tags());
    }

    /** The keys of what lies in process, served or not. */
    public Set<CacheKey> localKeys() {
        return entries.local.keys();
    }

    /** Shows what lies in process, whether or not it may be served, for as long as whoever looks wants more. Asks nobody. */
    public void showLocal(BiPredicate<CacheKey, Held> wantsMore) {
        entries.local.show((key, entry) -> wantsMore.test(key, heldLocally(key, entry)));
    }

    private Held heldLocally(CacheKey key, Entry entry) {
        Held held = held(entry, Tier.L1, entries.isFresh(entry) ? Held.State.SERVED : unserved(entry));
        return entries.isOff(key) ? held.withheld() : held;
    }

    /** A computation of which only the time is known: this very moment. */
    public Computation now() {
        return Computation.unseen(context);
    }

    /** Keeps what was computed because nothing was found, which counts as a load; answers whether it was kept. */
    public boolean fill(CacheKey key, @Nullable Object value, Computation computation) {
        path.meter().loaded(computation.tookNanos());
        if (!computation.isTrusted() || path.isPassedBy(key)) {
            return false;
        }
        Entry entry = entry(key, value, computation, computation.stamp());
        boolean isKept = entries.keep(key, entry, FleetFlight.Turn.ALONE);
        WatchedLoad.served(freshness, entry);
        return isKept;
    }

    private Entry entry(CacheKey key, @Nullable Object value, Computation computation, Stamp stamp) {
        Seen seen = watch.seen(computation);
        Stamp kept = seen.isWhole() ? stamp : Stamp.none(freshness.partitions());
        return entries.remote.loaded(key, value, kept, seen.tags(), computation.told(), computation.tookNanos());
    }

    /** The name of the tag that a put of this key raises. */
    public static String tagOf(CacheKey key) {
        return Tags.put(key.tenant(), key.text());
    }

    /**
     * Keeps what was put, after its bump; answers whether it was kept.
     *
     * @param bumped the number of the put's own bump, by partition; empty if it is not effective yet
     */
    public boolean put(CacheKey key, @Nullable Object value, Computation computation, Map<Integer, Long> bumped) {
        long own = Tag.hashOf(tagOf(key));
        int partition = Partitions.of(own, freshness.partitions());
        Long number = bumped.get(partition);
        Stamp now = freshness.stamp();
        if (!computation.isTrusted() || path.isPassedBy(key) || number == null || now.of(partition) < number) {
            return false;
        }
        Entry entry = entry(key, value, computation, now);
        boolean isFirst = freshness.isUntouched(at(now, partition, number), new long[] {own});
        long[] others = Arrays.stream(entry.tags()).filter(tag -> tag != own).toArray();
        if (!isFirst || !freshness.isUntouched(computation.stamp(), others)) {
            entries.prevented(key, computation.stamp(), others);
            return false;
        }
        return entries.keep(key, entry, FleetFlight.Turn.ALONE);
    }

    private static Stamp at(Stamp now, int partition, long number) {
        long[] seqs = now.seqs().clone();
        seqs[partition] = number;
        return new Stamp(seqs, now.direct());
    }

    /** Whether anything lies in process that may be served. */
    public boolean hasAny() {
        return entries.local.hasAny(this::isServed);
    }
}
