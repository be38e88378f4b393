package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Lifetime;
import io.freshet.freshness.Ticker;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When the entries of one cache are to be refreshed and expire. Thread-safe.
 *
 * <h2>How a read draws a refresh forward</h2>
 *
 * If all reads of a key wait until it expires, they all miss at once. So each read near that instant decides by chance, and by itself, whether
 * it refreshes: it does if {@code -loadTime * beta * ln(random)} reaches until then, which becomes likely when as much time is left as a
 * load takes. For an exponential distribution that is optimal, whatever the rate of reads (Vattani, Chierichetti and Lowenstein, Optimal
 * Probabilistic Cache Stampede Prevention, VLDB 2015).
 *
 * <p>Before ten times {@code loadTime * beta} are left, one read in 22,000 would; those do not ask, and cost nothing.
 */
final class Lifetimes {

    private static final int REACH = 10;
    private static final int NEAR_END = 10;

    private final Expiry expiry;
    private final Ticker ticker;
    private final DoubleSupplier random;
    private final long nearEndNanos;
    private final long nearEndOfNullNanos;

    Lifetimes(Expiry expiry, Ticker ticker, DoubleSupplier random) {
        this.expiry = expiry;
        this.ticker = ticker;
        this.random = random;
        this.nearEndNanos = nearEnd(expiry, expiry.timeToLive());
        this.nearEndOfNullNanos = nearEnd(expiry, expiry.timeToLiveOf(null));
    }

    private static long nearEnd(Expiry expiry, Duration longest) {
        long shortest = (long) (longest.toNanos() * (1 - expiry.jitter()));
        long soft = expiry.softTimeToLive().toNanos();
        return (soft == 0 ? shortest : Math.min(soft, shortest)) / NEAR_END;
    }

    /** Of what was loaded just now. */
    Lifetime ofLoaded(@Nullable Object value, long loadNanos) {
        long whole = expiry.timeToLiveOf(value).toNanos();
        double jitter = expiry.jitter();
        long left = jitter == 0 ? whole : whole - (long) (whole * jitter * random.getAsDouble());
        return lifetime(left, 0, loadNanos);
    }

    /**
     * Of what was found in L2.
     *
     * @param leftNanos until it expires; negative if it has
     * @param ageNanos since it was loaded
     * @param loadNanos how long a load takes
     */
    Lifetime ofFound(long leftNanos, long ageNanos, long loadNanos) {
        return lifetime(leftNanos, ageNanos, loadNanos);
    }

    private Lifetime lifetime(long left, long age, long loadNanos) {
        long now = ticker.nanos();
        long soft = expiry.softTimeToLive().toNanos();
        long refresh = soft == 0 ? left : Math.min(left, soft - age);
        long spread = (long) (expiry.earlyRefresh() * loadNanos);
        long due = refresh - REACH * spread;
        return new Lifetime(
                now + due,
                spread,
                now + refresh,
                now + left,
                now + left + expiry.staleOnError().toNanos());
    }

    /** Whether less than a tenth of the shortest life that such an entry may have is left. */
    boolean isNearEnd(Entry entry, long now) {
        return entry.lifetime().refreshNanos() - now < (entry.value() == null ? nearEndOfNullNanos : nearEndNanos);
    }

    /** Whether a read that is served now should refresh the entry. */
    boolean isRefreshDue(Entry entry, long now) {
        Lifetime lifetime = entry.lifetime();
        long left = lifetime.refreshNanos() - now;
        return left <= 0
                || (lifetime.spreadNanos() > 0 && -Math.log(random.getAsDouble()) * lifetime.spreadNanos() >= left);
    }
}
