package io.freshet.test.cache;

import io.freshet.Cache;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.read.Held;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Assertions on a cache. Nothing that they ask is counted, loads anything, or minds the transaction that the test may run in.
 *
 * <p>Keys are written by their segments, {@code isHitFor(7, date)}; by what the method is called with, {@code
 * isHitFor(arguments(7, date, true))}; or, of Spring's caches, as Spring's keys. A number is found whatever its type, a text as its value, apart
 * from Spring's caches, where 7 and 7L are two keys.
 */
public final class CacheAssert extends AbstractAssert<CacheAssert, Cache<?, ?>> {

    private final TestedCache tested;

    CacheAssert(TestedCache tested) {
        super(tested.cache(), CacheAssert.class);
        this.tested = tested;
    }

    /** The same cache, of a tenant; without this, of the calling thread's. */
    public CacheAssert ofTenant(String tenant) {
        return new CacheAssert(tested.ofTenant(tenant));
    }

    /** An entry lies under the key that is served. */
    public EntryAssert isHitFor(@Nullable Object... key) {
        CacheKey wanted = tested.key(key);
        Held held = tested.held(wanted).orElse(null);
        if (held == null || held.state() != Held.State.SERVED) {
            throw failure(
                    "%s",
                    "Expecting cache '" + tested.name() + "' to have an entry that is served under\n  " + wanted
                            + "\nbut " + Explanation.ofMiss(tested, wanted));
        }
        return new EntryAssert(this, tested, wanted, held);
    }

    /** Nothing lies under the key that is served: the next read loads. */
    public CacheAssert isMissFor(@Nullable Object... key) {
        CacheKey wanted = tested.key(key);
        Held held = tested.held(wanted).orElse(null);
        if (held != null && held.state() == Held.State.SERVED) {
            throw failure(
                    "%s",
                    "Expecting cache '" + tested.name() + "' to have nothing that is served under\n  " + wanted
                            + "\nbut it has\n  " + tested.valueOf(held.entry()) + "\nfor another "
                            + Explanation.text(held.timeLeft())
                            + Explanation.dependencies(tested, wanted, held.entry()));
        }
        return this;
    }

    /** An entry lies under the key that is served, with this value. */
    public EntryAssert holds(@Nullable Object key, @Nullable Object value) {
        return isHitFor(key).holds(value);
    }

    /** Nothing lies in process that is served. */
    public CacheAssert isEmpty() {
        Map<String, Held> local = tested.local();
        if (local.values().stream().anyMatch(held -> held.state() == Held.State.SERVED)) {
            throw failure("%s", "Expecting cache '" + tested.name() + "' to be empty." + Explanation.holdings(tested));
        }
        return this;
    }

    /** The block lets this cache load once, however often it reads. */
    public CacheAssert loadsOnce(ThrowingCallable block) {
        return loads(1, block);
    }

    /** The block lets this cache load nothing. */
    public CacheAssert loadsNothing(ThrowingCallable block) {
        return loads(0, block);
    }

    /** The block lets this cache load so often; loads that fail, and those past the cache, count too. */
    public CacheAssert loads(int times, ThrowingCallable block) {
        Reads before = Reads.of(actual);
        Blocks.run(block);
        Reads reads = Reads.of(actual).minus(before);
        if (reads.all() != times) {
            throw failure(
                    "%s",
                    "Expecting the block to let cache '" + tested.name() + "' load " + times(times) + ", but it loaded "
                            + times(reads.all()) + ". Reads were answered so:" + Explanation.lines(reads.told())
                            + notKept(reads));
        }
        return this;
    }

    private String notKept(Reads reads) {
        List<String> reasons = new ArrayList<>(tested.evidence().notKept(tested.name()));
        if (reads.past() > 0) {
            reasons.add(
                    "reads go past the cache in a transaction that has written, or that may have in a JPA session, and where the"
                            + " cache is switched off");
        }
        return (reasons.isEmpty() ? "" : "\nOf this cache is known:" + Explanation.lines(reasons))
                + Explanation.holdings(tested);
    }

    private static String times(long times) {
        return times == 0 ? "nothing" : times == 1 ? "once" : times + " times";
    }

    /**
     * How reads of a cache were answered.
     *
     * @param loads loads that were counted
     * @param local from L1
     * @param remote from L2
     * @param missed by the loader
     * @param stale by expired values
     * @param past by the loader, past the cache
     */
    private record Reads(long loads, long local, long remote, long missed, long stale, long past) {

        static Reads of(Cache<?, ?> cache) {
            var meter = cache.meter();
            return new Reads(
                    meter.loads() + meter.failedLoads(),
                    meter.reads(Outcome.HIT_L1),
                    meter.reads(Outcome.HIT_L2),
                    meter.reads(Outcome.MISS),
                    meter.reads(Outcome.STALE),
                    meter.reads(Outcome.BYPASS));
        }

        Reads minus(Reads other) {
            return new Reads(
                    loads - other.loads,
                    local - other.local,
                    remote - other.remote,
                    missed - other.missed,
                    stale - other.stale,
                    past - other.past);
        }

        /** A load past the cache is counted only where the cache is switched off; what joins a load misses too. */
        long all() {
            return Math.max(loads, Math.min(1, missed)) + (loads >= missed + past ? 0 : past);
        }

        List<String> told() {
            return List.of(
                    local + " from the cache in process",
                    remote + " from the shared tier",
                    missed + " by the loader, or by one that another read had begun",
                    stale + " by an expired value",
                    past + " by the loader, past the cache");
        }
    }
}
