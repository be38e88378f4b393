package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.freshness.Ticker;
import io.freshet.key.CacheKey;
import io.freshet.load.Flight.Landing;
import io.freshet.load.LoadThreads;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/**
 * The loads of one cache that run on threads of their own, one for each key: their readers need not wait until they end. Thread-safe. One that
 * does not end is forgotten after a while, and may then be begun again.
 */
final class DetachedLoads {

    private final LoadThreads threads;
    private final Ticker ticker;
    private final long forgottenNanos;
    private final ConcurrentMap<CacheKey, Running> running = new ConcurrentHashMap<>();

    /** @param forgotten after which time */
    DetachedLoads(LoadThreads threads, Ticker ticker, Duration forgotten) {
        this.threads = threads;
        this.ticker = ticker;
        this.forgottenNanos = forgotten.toNanos();
    }

    /** A load. */
    @FunctionalInterface
    interface Work {

        /**
         * What is loaded; null if somebody else does it.
         *
         * @param isAgain whether an earlier load of the key was forgotten, which may still have the claim on it
         */
        @Nullable
        Landing load(boolean isAgain) throws Throwable;
    }

    /** The load of a key that is under way, or null. */
    @Nullable
    Running of(CacheKey key) {
        Running present = running.get(key);
        return present == null || isForgotten(present) ? null : present;
    }

    private boolean isForgotten(Running load) {
        return ticker.nanos() - load.beganNanos - forgottenNanos >= 0;
    }

    /** Begins a load of the key, unless one is under way, and answers the one that is; null if none can be begun any more. */
    @Nullable
    Running start(CacheKey key, Work work) {
        Running own = new Running(threads, ticker, work, ticker.nanos());
        Running before = running.get(key);
        Running present =
                running.compute(key, (any, earlier) -> earlier == null || isForgotten(earlier) ? own : earlier);
        if (present == own && !threads.start(() -> run(key, own, work, before != null))) {
            running.remove(key, own);
            own.ended.countDown(); // who has found it meanwhile need not wait
            return null;
        }
        return present;
    }

    private void run(CacheKey key, Running load, Work work, boolean isAgain) {
        try {
            load.landing = work.load(isAgain);
        } catch (Throwable e) { // it is the reader's who waits for it, if one does
            load.failure = e;
        } finally {
            running.remove(key, load);
            load.ended.countDown();
        }
    }

    /** One of them. Thread-safe. */
    static final class Running {

        private final LoadThreads threads;
        private final Ticker ticker;
        private final Work work;
        private final long beganNanos;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile @Nullable Landing landing;
        private volatile @Nullable Throwable failure;

        private Running(LoadThreads threads, Ticker ticker, Work work, long beganNanos) {
            this.threads = threads;
            this.ticker = ticker;
            this.work = work;
            this.beganNanos = beganNanos;
        }

        /** Whether it does this, rather than what somebody else has begun. */
        boolean isOf(Work asked) {
            return work == asked;
        }

        /** The instant before it began. */
        long beganNanos() {
            return beganNanos;
        }

        /** Blocks until it has ended or that instant has come, and answers whether it has ended. */
        boolean awaitUntil(long nanos) throws InterruptedException {
            return threads.await(ended, ticker::nanos, nanos);
        }

        /** What it brought, once it has ended; null if that is nothing. */
        @Nullable
        Landing landing() {
            return landing;
        }

        /** Throws what it threw, if it did. */
        void rethrow() throws Throwable {
            Throwable thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
        }

        /** What it brought; null if that is nothing, or not what the predicate wants. */
        @Nullable
        Landing landing(Predicate<Entry> wanted) {
            Landing brought = landing;
            return brought != null && wanted.test(brought.entry()) ? brought : null;
        }
    }
}
