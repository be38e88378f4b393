package io.freshet.event;

import io.freshet.change.ChangeSet;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What happened, apart from reads, which are counted and not told one by one. */
public sealed interface CacheEvent {

    /**
     * A change was made effective by this instance.
     *
     * @param change what was touched
     * @param seq the number it was raised to; 0 if a relay was quicker, as its own event tells
     * @param bumpedAfter from the commit until the shared tier had it
     * @param fleetAfter from the commit until every other instance had it too; negative if that was not waited for
     */
    record Invalidated(ChangeSet change, long seq, Duration bumpedAfter, Duration fleetAfter) implements CacheEvent {}

    /**
     * A change could not be made effective at once. What an outbox keeps, the relay makes effective; what it does not, this instance
     * tries again until it succeeds, and serves nothing from the cache meanwhile.
     *
     * @param change what was touched
     * @param why what the shared tier said
     * @param recorded whether an outbox keeps it
     */
    record InvalidationDelayed(ChangeSet change, String why, boolean recorded) implements CacheEvent {}

    /**
     * A change that was told as delayed has been made effective all the same: by the question of its writer, who waited for the answer no longer. The relay finds it
     * done and tells nothing. Told on the thread that reads answers.
     *
     * @param change what was touched
     * @param seq the number it was raised to
     * @param bumpedAfter from the commit until the answer
     */
    record InvalidatedLate(ChangeSet change, long seq, Duration bumpedAfter) implements CacheEvent {}

    /**
     * A value was loaded but may be older than a write that happened meanwhile: it was answered to those who asked before, and not kept.
     *
     * @param cache the cache
     * @param key the key
     * @param raised the hashes of those of its tags that were raised meanwhile, each with the number that it was last raised to; without those
     *     of which this instance learned from the outbox itself, since such have no number
     */
    record StalePrevented(String cache, String key, Map<Long, Long> raised) implements CacheEvent {

        public StalePrevented {
            raised = Map.copyOf(raised);
        }
    }

    /**
     * A value that was served differs from what its source says, and a staleness bound later still did, although nothing was ever heard
     * that would invalidate it: a write that no dependency of the cache names, or a loader that answers differently each time.
     *
     * @param cache the cache
     * @param key the key
     * @param age how long the entry has been wrong at least
     * @param missing what is likely not to be declared
     */
    record StaleServed(String cache, String key, Duration age, String missing) implements CacheEvent {}

    /**
     * A value was loaded of which it could not be told what it depends on: it was answered, and not kept. Told once for each cache.
     *
     * @param cache the cache
     * @param why what could not be told, as the end of a sentence that begins with "it"
     */
    record NotKept(String cache, String why) implements CacheEvent {}

    /**
     * A load was watched and read nothing that could be seen: its entries are served until they expire or are invalidated by hand. Told once for
     * each cache.
     *
     * @param cache the cache
     */
    record NothingObserved(String cache) implements CacheEvent {}

    /**
     * A value is too large to be kept in L1, or at all. Told once for each cache.
     *
     * @param cache the cache
     * @param key the key
     * @param bytes how large the value is
     * @param isKept whether L2 keeps it
     */
    record TooLarge(String cache, String key, long bytes, boolean isKept) implements CacheEvent {}

    /**
     * An entry that is still served was to be refreshed, and its load failed.
     *
     * @param cache the cache
     * @param key the key
     * @param why what the load said
     */
    record RefreshFailed(String cache, String key, String why) implements CacheEvent {}

    /**
     * A load took longer than its reader would wait. It goes on.
     *
     * @param cache the cache
     * @param key the key
     * @param waited how long its reader waited
     * @param isSoft whether an expired value answers the reader; otherwise the load counts as failed
     */
    record LoadTimedOut(String cache, String key, Duration waited, boolean isSoft) implements CacheEvent {}

    /** This instance may trust its cache again. */
    record LeaseGained() implements CacheEvent {}

    /**
     * This instance cannot prove that it knows every write: every read goes to its loader.
     *
     * @param unreachable whether the shared tier does not answer
     */
    record LeaseLost(boolean unreachable) implements CacheEvent {}

    /** The shared tier does not answer, and this instance asks the outbox itself: L1 goes on being served. */
    record DirectBegan() implements CacheEvent {}

    /**
     * This instance no longer relies on the outbox alone.
     *
     * @param failure why it cannot; empty if it need not
     */
    record DirectEnded(String failure) implements CacheEvent {}

    /**
     * The shared tier failed a read or a store; told once for each outage, and not for as long as the first attempt to connect takes.
     *
     * @param why what it said
     */
    record RemoteFailed(String why) implements CacheEvent {}

    /** The shared tier answers again. */
    record RemoteRecovered() implements CacheEvent {}

    /**
     * An entry in the shared tier could not be read, or is of another shape than this instance's type: it counts as a miss. Told once for each
     * cache and shape.
     *
     * @param cache the cache
     * @param why what was wrong with it
     */
    record EntryUndecodable(String cache, String why) implements CacheEvent {}

    /**
     * An entry was not stored in the shared tier because of its value: it is kept in process only. Told once for each cache and reason.
     *
     * @param cache the cache
     * @param why what is wrong with the value
     */
    record NotStored(String cache, String why) implements CacheEvent {}

    /**
     * The relay could not do its work; told once for each outage, and not for as long as the first attempt to connect to the shared tier takes. Without any relay in
     * the fleet all leases end.
     *
     * @param why what failed
     */
    record RelayFailed(String why) implements CacheEvent {}

    /** The relay works again. */
    record RelayRecovered() implements CacheEvent {}

    /**
     * The relay began a lineage, because the shared tier may have forgotten bumps.
     *
     * @param lineage the new one
     * @param replayed whether the outbox reached back far enough to make the missing bumps again; otherwise every entry is worthless
     */
    record Recovered(long lineage, boolean replayed) implements CacheEvent {}

    /**
     * The relay made changes effective that no writer had: outside writers, or writers that died.
     *
     * @param change what was touched
     * @param seq the number it was raised to
     */
    record Relayed(ChangeSet change, long seq) implements CacheEvent {}

    /**
     * Somebody changed something for the whole fleet, and it holds on this instance now.
     *
     * @param scope for what: {@code all}, {@code cache:prices} or {@code tenant:5}
     * @param setting what; {@code off} is the switch
     * @param value to what; empty if it was taken back
     * @param before what held before
     * @param by who did it
     * @param at when, by the clock of the instance that was told
     */
    record SettingChanged(String scope, String setting, String value, String before, String by, Instant at)
            implements CacheEvent {}

    /**
     * A value was set at run time that this instance cannot take: what is configured holds here.
     *
     * @param cache the cache; empty if it concerns none
     * @param why what is wrong with it
     */
    record SettingIgnored(String cache, String why) implements CacheEvent {}
}
