package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.key.CacheKey;
import io.freshet.local.LocalStore;

import java.util.concurrent.atomic.AtomicBoolean;

/** Which loaded values one cache keeps, and where, by their size. Thread-safe. */
final class Admission {

    private final String cache;
    private final CachePolicy policy;
    private final LocalStore local;
    private final CacheMeter meter;
    private final CacheEvents events;
    private final AtomicBoolean told = new AtomicBoolean();

    Admission(String cache, CachePolicy policy, LocalStore local, CacheMeter meter, CacheEvents events) {
        this.cache = cache;
        this.policy = policy;
        this.local = local;
        this.meter = meter;
        this.events = events;
    }

    /** Whether a value that was just loaded is kept in any tier. */
    boolean isKept(CacheKey key, Entry entry) {
        boolean isOnlyShared = isAbove(policy.local().largestValueBytes(), entry);
        boolean isNowhere = isAbove(policy.largestValueBytes(), entry) || (isOnlyShared && !policy.remote());
        if (isOnlyShared || isNowhere) {
            tell(key, entry, !isNowhere);
        }
        return !isNowhere && !policy.expiry().timeToLiveOf(entry.value()).isZero();
    }

    /** Puts the entry into L1, unless its value is too large for that. */
    void putLocally(CacheKey key, Entry entry) {
        if (!isAbove(policy.local().largestValueBytes(), entry)) {
            local.put(key, entry);
        }
    }

    private static boolean isAbove(long limitBytes, Entry entry) {
        return limitBytes > 0 && entry.weightBytes() > limitBytes;
    }

    private void tell(CacheKey key, Entry entry, boolean isKept) {
        meter.took(Effect.TOO_LARGE);
        if (told.compareAndSet(false, true)) {
            events.publish(new CacheEvent.TooLarge(cache, key.toString(), entry.weightBytes(), isKept));
        }
    }
}
