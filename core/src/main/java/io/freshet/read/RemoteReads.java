package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lifetime;
import io.freshet.entry.Stamp;
import io.freshet.freshness.Freshness;
import io.freshet.key.CacheKey;
import io.freshet.local.Weigher;
import io.freshet.remote.EntryStore;
import io.freshet.remote.Envelope;
import io.freshet.remote.Partitions;
import io.freshet.tag.LiveShapes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * L2 as one cache sees it: entries in, entries out. The one place where a failing shared tier is caught on the way of a read: it is then
 * a miss, told once for each outage. Thread-safe.
 */
final class RemoteReads {

    private static final long[] NO_TAGS = {};

    /** Whatever this instance learned from the outbox by itself may be newer than what another instance stored. */
    private static final long LOADED_ELSEWHERE = 0;

    private final EntryStore store;
    private final ValueForm form;
    private final TagSet tags;
    private final CachePolicy policy;
    private final ReadContext context;
    private final Lifetimes lifetimes;
    private final LoadPace pace;

    /** @param pace how long loads take */
    RemoteReads(
            ValueForm form, TagSet tags, CachePolicy policy, ReadContext context, Lifetimes lifetimes, LoadPace pace) {
        this.store = context.remote().entries();
        this.form = form;
        this.tags = tags;
        this.policy = policy;
        this.context = context;
        this.lifetimes = lifetimes;
        this.pace = pace;
    }

    /** The valid entry under the key, or null. Asks only while a lease runs, since nothing found would be valid otherwise. */
    @Nullable
    Entry find(CacheKey key) {
        return ask(key).get();
    }

    /** The valid entry under the key that may have expired, but not for too long to be served in place of a load; or null. */
    @Nullable
    Entry findExpired(CacheKey key) {
        return ask(key, policy.staleOnError().toMillis()).get();
    }

    /** The same as {@link #find} in two steps: asks without waiting, and waits for the answer when that is wanted. */
    Supplier<@Nullable Entry> ask(CacheKey key) {
        return ask(key, 0);
    }

    private Supplier<@Nullable Entry> ask(CacheKey key, long graceMillis) {
        Freshness freshness = context.freshness();
        if (!policy.remote() || !freshness.hasSharedLease()) {
            return () -> null;
        }
        Confirmation confirmation = policy.isStrict() ? confirmation(tags.all(key, NO_TAGS)) : Confirmation.given();
        CompletionStage<byte @Nullable []> asked = store.get(key.qualifiedText());
        return () -> {
            byte[] bytes = awaited(asked, null);
            Entry entry = bytes == null ? null : decode(key, bytes, graceMillis);
            return entry != null && freshness.isValid(entry) && isConfirmed(entry, confirmation) ? entry : null;
        };
    }

    /** The valid entry under the key, confirmation apart, or null; made of its bytes by the executor. Waits for nothing, and never fails. */
    CompletionStage<@Nullable Entry> askLater(CacheKey key, Executor decoding) {
        if (!policy.remote() || policy.isStrict() || !context.freshness().hasSharedLease()) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<byte @Nullable []> asked =
                store.get(key.qualifiedText()).toCompletableFuture();
        return asked.thenApply(bytes -> bytes)
                .orTimeout(context.remoteTimeout().toNanos(), TimeUnit.NANOSECONDS)
                .handleAsync(
                        (bytes, failure) -> {
                            if (failure != null) {
                                asked.cancel(false);
                                context.outage().began(failure);
                                return null;
                            }
                            context.outage().over();
                            Entry entry = bytes == null ? null : decode(key, bytes, 0);
                            return entry != null && context.freshness().isValid(entry) ? entry : null;
                        },
                        decoding);
    }

    /** The valid entries under the keys, confirmation apart: asks at once, and waits for the answer when that is wanted. */
    Supplier<Map<CacheKey, Entry>> askAll(Collection<CacheKey> keys) {
        if (keys.isEmpty() || !policy.remote() || !context.freshness().hasSharedLease()) {
            return Map::of;
        }
        List<CacheKey> asked = List.copyOf(keys);
        CompletionStage<List<byte @Nullable []>> answer =
                store.getAll(asked.stream().map(CacheKey::qualifiedText).toList());
        return () -> {
            Map<CacheKey, Entry> found = new LinkedHashMap<>();
            List<byte @Nullable []> none = List.of();
            List<byte @Nullable []> all = awaited(answer, none);
            for (int i = 0; i < all.size(); i++) {
                byte[] bytes = all.get(i);
                Entry entry = bytes == null ? null : decode(asked.get(i), bytes, 0);
                if (entry != null && context.freshness().isValid(entry)) {
                    found.put(asked.get(i), entry);
                }
            }
            return found;
        };
    }

    /** Asks the shared tier for its numbers of all these tags at once. */
    TagNumbers numbers(Iterable<long[]> ofTags) {
        return TagNumbers.ask(context.remote().partitions(), ofTags);
    }

    /** Those entries that the shared tier confirms: by what it was asked before, and, for what that does not cover, by one question more. */
    Map<CacheKey, Entry> confirmed(Map<CacheKey, Entry> entries, TagNumbers asked) {
        Map<CacheKey, Entry> confirmed = new LinkedHashMap<>();
        Map<CacheKey, Entry> rest = new LinkedHashMap<>(entries);
        rest.values().removeIf(entry -> asked.covers(entry.tags()));
        try {
            asked.await(context.remoteTimeout());
            TagNumbers more = numbers(rest.values().stream().map(Entry::tags).toList());
            more.await(context.remoteTimeout());
            entries.forEach((key, entry) -> {
                if ((rest.containsKey(key) ? more : asked).holdFor(entry.stamp(), entry.tags())) {
                    confirmed.put(key, entry);
                }
            });
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            context.outage().began(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return confirmed;
    }

    /** Whether the shared tier too knows of no bump since the entry's stamp; one round trip. */
    boolean isConfirmed(Entry entry) {
        return isConfirmed(entry, confirmation(entry.tags()));
    }

    private boolean isConfirmed(Entry entry, Confirmation confirmation) {
        try {
            if (!confirmation.holdsFor(entry.stamp(), context.remoteTimeout())) {
                return false;
            }
            return confirmation.covers(entry.tags())
                    || confirmation(entry.tags()).holdsFor(entry.stamp(), context.remoteTimeout());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            context.outage().began(e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Confirmation confirmation(long[] ofTags) {
        return Confirmation.ask(context.remote().partitions(), ofTags);
    }

    private <T extends @Nullable Object> T awaited(CompletionStage<T> asked, T otherwise) {
        CompletableFuture<T> awaited = asked.toCompletableFuture();
        try {
            T answer = awaited.get(context.remoteTimeout().toNanos(), TimeUnit.NANOSECONDS);
            context.outage().over();
            return answer;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            context.outage().began(e);
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } finally {
            awaited.cancel(false); // does nothing if it was answered
        }
    }

    /**
     * In the model: {@code FreshetDirect!FindInL2}.
     *
     * @param graceMillis for how long it may have been expired
     */
    private @Nullable Entry decode(CacheKey key, byte[] bytes, long graceMillis) {
        try {
            Envelope envelope = Envelope.fromBytes(bytes);
            long age = Math.max(0, context.wallMillis() - envelope.createdMillis());
            long left =
                    Math.min(envelope.timeToLiveMillis(), policy.timeToLive().toMillis()) - age;
            boolean isOfThisFleet =
                    envelope.stamps().length == context.freshness().partitions();
            if (left + graceMillis <= 0 || !isOfThisFleet || !form.fits(envelope)) {
                return null;
            }
            Stamp stamp = new Stamp(envelope.stamps(), LOADED_ELSEWHERE);
            long[] all = tags.all(key, envelope.tags());
            if (!context.freshness().isUntouched(stamp, all) || tags.told().isUntold(all)) {
                return null; // what was just invalidated is not worth decoding
            }
            Object decoded = form.valueOf(envelope);
            Lifetime lifetime = lifetimes.ofFound(
                    TimeUnit.MILLISECONDS.toNanos(left), TimeUnit.MILLISECONDS.toNanos(age), pace.averageNanos());
            return new Entry(decoded, stamp, all, lifetime, weight(decoded, envelope.value()));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            form.unreadable(e);
            return null;
        }
    }

    private int weight(@Nullable Object value, byte @Nullable [] encoded) {
        if (!policy.isWeighing()) {
            return 0;
        }
        long bytes = policy.local().weigher().weigh(value, encoded == null ? Weigher.UNKNOWN : encoded.length);
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, bytes));
    }

    /** The tags of an entry under this key that are known before it is loaded. */
    long[] tagsOf(CacheKey key) {
        return tags.all(key, NO_TAGS);
    }

    /** Whether two values are the same, as equals says, or as their bytes do. */
    boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.equals(other) || (policy.remote() && Arrays.equals(form.bytesOf(one), form.bytesOf(other)));
    }

    /** What writers tell now. */
    LiveShapes.View told() {
        return tags.told();
    }

    /**
     * What was loaded, as an entry, with tags besides those that are declared; under a stamp by which nothing is valid if writers did not tell the
     * same from its beginning to its end.
     *
     * @param tookNanos how long the load took
     */
    Entry loaded(
            CacheKey key,
            @Nullable Object value,
            Stamp stamp,
            long[] observed,
            LiveShapes.View before,
            long tookNanos) {
        long[] all = tags.all(key, observed);
        LiveShapes.View after = tags.told();
        boolean isTold = tags.isSame(before, after) && !before.isUntold(all) && !after.isUntold(all);
        Stamp kept = isTold ? stamp : Stamp.none(context.freshness().partitions());
        return new Entry(value, kept, all, lifetimes.ofLoaded(value, tookNanos), 0);
    }

    /** The bytes of a value, if they are needed; null for none, for a null, and where there cannot be any. */
    byte @Nullable [] encoded(@Nullable Object value) {
        boolean isWeighedByThem = policy.isWeighing() && policy.local().weigher() == Weigher.encoded();
        return value != null && (policy.remote() || isWeighedByThem) ? form.encoded(value) : null;
    }

    /** The entry with what it weighs, where that counts. */
    Entry weighed(Entry entry, byte @Nullable [] encoded) {
        return policy.isWeighing() ? entry.weighing(weight(entry.value(), encoded)) : entry;
    }

    /** Stores the entry without waiting for it, and then does something. A late or lost store does no harm. */
    void store(CacheKey key, Entry entry, byte @Nullable [] encoded, Runnable then) {
        Duration left = Duration.ofNanos(entry.expiresNanos() - context.ticker().nanos());
        boolean isWritten = encoded != null || entry.value() == null;
        if (!policy.remote() || !isWritten || left.toMillis() <= 0) {
            then.run();
            return;
        }
        Object value = entry.value();
        if (value != null && (encoded == null || !form.isSmallEnough(encoded))) {
            then.run();
            return;
        }
        Envelope envelope = new Envelope(
                form.fingerprint(),
                context.wallMillis(),
                (int) Math.min(Integer.MAX_VALUE, left.toMillis()),
                used(entry),
                TagSet.withoutThoseOf(key, entry.tags()),
                encoded);
        Duration kept = left.plus(policy.staleOnError());
        store.put(key.qualifiedText(), envelope.toBytes(), kept).whenComplete((done, failure) -> {
            if (failure != null) {
                context.outage().began(failure);
            }
            then.run();
        });
    }

    private static long[] used(Entry entry) {
        long[] seqs = entry.stamp().seqs();
        if (seqs.length == 1) {
            return seqs;
        }
        long[] used = new long[seqs.length];
        Arrays.fill(used, Envelope.UNUSED);
        for (long tag : entry.tags()) {
            int partition = Partitions.of(tag, seqs.length);
            used[partition] = seqs[partition];
        }
        return used;
    }
}
