package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.event.Outcome;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight.Landing;
import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/**
 * What one cache may serve in place of a load that fails or takes too long: a value that has expired, and that nothing has invalidated.
 * Thread-safe. An instance without a lease cannot tell, and serves none.
 */
final class ExpiredReads {

    private final Expiry expiry;
    private final Freshness freshness;
    private final RemoteReads remote;
    private final Ticker ticker;
    private final Predicate<Entry> isConfirmed;
    private final Pauses pauses;

    /** @param isConfirmed whether a strict cache may serve the entry */
    ExpiredReads(Expiry expiry, Freshness freshness, RemoteReads remote, Ticker ticker, Predicate<Entry> isConfirmed) {
        this.expiry = expiry;
        this.freshness = freshness;
        this.remote = remote;
        this.ticker = ticker;
        this.isConfirmed = isConfirmed;
        this.pauses = new Pauses(ticker);
    }

    /** Whether this expired entry may be served now. */
    boolean isUsable(Entry entry) {
        return ticker.nanos() - entry.discardNanos() < 0 && freshness.isValid(entry) && isConfirmed.test(entry);
    }

    /**
     * What may be served in place of a load; null if there is nothing.
     *
     * @param held what L1 has, or null
     */
    @Nullable
    Landing instead(CacheKey key, @Nullable Entry held) {
        if (held != null && isUsable(held)) {
            return new Landing(held, Outcome.STALE);
        }
        Entry found = expiry.staleOnError().isZero() ? null : remote.findExpired(key);
        return found == null ? null : new Landing(found, Outcome.STALE);
    }

    /** The same, after a load has failed: it is then not tried again for a while. */
    @Nullable
    Landing afterFailure(CacheKey key, @Nullable Entry held) {
        Landing landing = instead(key, held);
        if (landing != null) {
            pauses.begin(key, expiry.retryPause());
        }
        return landing;
    }

    /** The same during that while. */
    @Nullable
    Landing duringPause(CacheKey key, @Nullable Entry held) {
        return pauses.isOn(key) ? instead(key, held) : null;
    }
}
