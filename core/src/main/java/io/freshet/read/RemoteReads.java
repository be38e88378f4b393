package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.CacheEvent;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.remote.Codec;
import io.freshet.remote.EntryStore;
import io.freshet.remote.Envelope;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * L2 as one cache sees it: entries in, entries out. The one place where a failing shared tier is caught on the way of a read: it is then
 * a miss, told once for each outage. Thread-safe.
 */
final class RemoteReads {

    private static final long[] NO_TAGS = {};

    private final String cache;
    private final EntryStore store;
    private final Codec<Object> codec;
    private final TagSet tags;
    private final CachePolicy policy;
    private final ReadContext context;
    private final AtomicBoolean undecodableTold = new AtomicBoolean();

    RemoteReads(String cache, Codec<Object> codec, TagSet tags, CachePolicy policy, ReadContext context) {
        this.cache = cache;
        this.store = context.remote().entries();
        this.codec = codec;
        this.tags = tags;
        this.policy = policy;
        this.context = context;
    }

    /** The valid entry under the key, or null. Asks only while the lease runs, since nothing found would be valid otherwise. */
    @Nullable
    Entry find(CacheKey key) {
        Freshness freshness = context.freshness();
        if (!policy.remote() || !freshness.hasLease()) {
            return null;
        }
        byte[] bytes = fetch(key);
        Entry entry = bytes == null ? null : decode(key, bytes);
        return entry != null && freshness.isValid(entry) ? entry : null;
    }

    private byte @Nullable [] fetch(CacheKey key) {
        try {
            byte[] bytes = store.get(key.qualifiedText())
                    .toCompletableFuture()
                    .get(context.remoteTimeout().toNanos(), TimeUnit.NANOSECONDS);
            context.outage().over();
            return bytes;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            context.outage().began(e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private @Nullable Entry decode(CacheKey key, byte[] bytes) {
        try {
            Envelope envelope = Envelope.fromBytes(bytes);
            long left = leftMillis(envelope);
            if (envelope.fingerprint() != codec.fingerprint() || left <= 0) {
                return null;
            }
            byte[] value = envelope.value();
            Object decoded = value == null ? null : codec.decode(value);
            return entry(decoded, envelope.stamp(), tags.all(key, envelope.tags()), Duration.ofMillis(left));
        } catch (RuntimeException e) {
            if (undecodableTold.compareAndSet(false, true)) {
                context.events().publish(new CacheEvent.EntryUndecodable(cache, String.valueOf(e.getMessage())));
            }
            return null;
        }
    }

    private long leftMillis(Envelope envelope) {
        long age = Math.max(0, context.wallMillis() - envelope.createdMillis());
        return Math.min(envelope.timeToLiveMillis(), policy.timeToLive().toMillis()) - age;
    }

    /** An entry as L1 keeps it. */
    Entry entry(@Nullable Object value, long stamp, long[] allTags, Duration timeToLive) {
        Ticker ticker = context.ticker();
        long expires = ticker.nanos() + timeToLive.toNanos();
        return new Entry(
                value, stamp, allTags, expires, expires + policy.staleOnError().toNanos());
    }

    /** What was loaded, as an entry. */
    Entry loaded(CacheKey key, @Nullable Object value, long stamp) {
        return entry(value, stamp, tags.all(key, NO_TAGS), policy.timeToLive());
    }

    /** Stores the entry without waiting for it. A late or lost store does no harm. */
    void store(CacheKey key, Entry entry) {
        if (!policy.remote()) {
            return;
        }
        Object value = entry.value();
        Envelope envelope = new Envelope(
                codec.fingerprint(),
                entry.stamp(),
                context.wallMillis(),
                (int) Math.min(Integer.MAX_VALUE, policy.timeToLive().toMillis()),
                tags.ofDependencies(key),
                value == null ? null : codec.encode(value));
        store.put(key.qualifiedText(), envelope.toBytes(), policy.timeToLive()).whenComplete((done, failure) -> {
            if (failure != null) {
                context.outage().began(failure);
            }
        });
    }
}
