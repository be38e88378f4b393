package io.freshet.invalidate;

import io.freshet.freshness.Ticker;

import java.util.function.LongSupplier;

/**
 * Since when no relay of the fleet has begun a cycle, as the outbox tells: what a writer that cannot reach the shared tier knows of those who
 * perhaps can. Thread-safe; blocks on the outbox.
 *
 * <p>Leases rest on certificates, and a certificate on a snapshot that its relay takes after it has begun a cycle. If the count of cycles has
 * not moved since some instant, every lease ends one bound after that instant; and if it has not moved when it is read after a commit, every later
 * snapshot shows that commit. So whoever waits until one bound after that instant can be read stale by nobody, whether the shared tier is away for
 * all or for this instance only, comes back, or comes back for others first.
 */
public final class Silence {

    private final LongSupplier cycles;
    private final Ticker ticker;
    private boolean asked;
    private long heard;
    private long sinceNanos;

    /** Nothing is known yet. */
    public Silence(LongSupplier cycles, Ticker ticker) {
        this.cycles = cycles;
        this.ticker = ticker;
    }

    /** Asks; the instant since when the count has not moved. In the model: {@code AskCycles}. */
    public synchronized long since() {
        long count = cycles.getAsLong();
        if (!asked || count != heard) {
            asked = true;
            heard = count;
            sinceNanos = ticker.nanos();
        }
        return sinceNanos;
    }
}
