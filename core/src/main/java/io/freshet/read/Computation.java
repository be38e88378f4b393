package io.freshet.read;

import io.freshet.entry.Stamp;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.Ticker;
import io.freshet.read.Surroundings.Trust;
import io.freshet.read.WatchedLoad.Seen;
import io.freshet.tag.LiveShapes;
import org.jspecify.annotations.Nullable;

/**
 * The computation of a value that is going to be put into a cache by whoever computes it: what the instance knew before it began, and what it was
 * seen to read. Begun, and closed, by the thread that computes; what was computed may then be put by any thread.
 *
 * <pre>{@code
 * Computation computation = freshet.compute();
 * Owner owner;
 * try (computation) {
 *     owner = repository.load(5);
 * }
 * owners.fill(5, owner, computation);
 * }</pre>
 */
public final class Computation implements AutoCloseable {

    private final Freshness freshness;
    private final Ticker ticker;
    private final long beganNanos;
    private final Stamp stamp;
    private final LiveShapes.View told;
    private final boolean isTrusted;
    private final @Nullable WatchedLoad watched;
    private final Surroundings.@Nullable Scope apart;
    private volatile @Nullable Seen seen;
    private volatile long tookNanos;

    private Computation(ReadContext context, boolean isTrusted, boolean isWatched, Surroundings.@Nullable Scope apart) {
        this.freshness = context.freshness();
        this.ticker = context.ticker();
        this.beganNanos = ticker.nanos();
        this.stamp = freshness.stamp(); // before anything is computed: see Freshness
        this.told = context.shapes().view();
        this.isTrusted = isTrusted;
        this.apart = apart;
        this.watched = isWatched
                ? WatchedLoad.begin(freshness, told, context.observer().begin(""))
                : null;
    }

    /** Begins one, in a session of its own where what the thread takes place in asks for that. */
    public static Computation begin(ReadContext context) {
        Trust trust = Bypass.isOpen() ? Trust.NONE : context.surroundings().trust();
        Surroundings.Scope apart =
                trust == Trust.LOAD_APART ? context.surroundings().apart() : null;
        return new Computation(context, trust == Trust.FULL || apart != null, true, apart);
    }

    /** One of which nothing is known but that it begins now, or will have begun before; there is nothing to close. */
    static Computation unseen(ReadContext context) {
        return new Computation(context, !Bypass.isOpen(), false, null);
    }

    /** What was known before it began. */
    Stamp stamp() {
        return stamp;
    }

    /** The rows that writers told when it began. */
    LiveShapes.View told() {
        return told;
    }

    /** How long it took; zero if that was not seen. */
    long tookNanos() {
        return tookNanos;
    }

    /** Whether what it took place in lets its value be served to others. */
    boolean isTrusted() {
        return isTrusted;
    }

    /** What it was seen to depend on. */
    Seen seen() {
        if (watched == null) {
            return Seen.DECLARED;
        }
        Seen present = seen;
        if (present == null) {
            throw new IllegalStateException(
                    "A value cannot be put while its computation goes on: close the Computation first");
        }
        return present;
    }

    /** The value has been computed: what is read from now on does not belong to it. Idempotent. */
    @Override
    public void close() {
        if (watched == null || seen != null) {
            return;
        }
        tookNanos = ticker.nanos() - beganNanos;
        Seen all;
        try {
            all = watched.seen("of a value that was computed for a cache", "");
        } finally {
            watched.close();
            if (apart != null) {
                apart.close();
            }
        }
        seen = all;
        WatchedLoad.computed(freshness, all);
    }
}
