package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.remote.FleetFlights;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One load of a key in the whole fleet: who misses claims the key in the shared tier; who finds it claimed waits until it is told that the
 * load has landed, and looks again. Thread-safe; blocks those who wait, and never a hit.
 *
 * <p>A claim has a short lease, which its owner prolongs while it loads, so that no crash leaves one behind. A lost message costs a short
 * wait, since a waiter looks from time to time; and who has waited long loads by itself. Nothing here makes a wrong answer possible: what a
 * waiter is given has been found in L2 and is valid there by its own stamp.
 */
public final class FleetFlight implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_IN_VAIN = 2;

    private final FleetFlights flights;
    private final String owner;
    private final Duration timeout;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService prolonging;

    /**
     * The flights of one instance.
     *
     * @param owner the instance's name
     * @param timeout how long to wait for an answer of the shared tier
     */
    public FleetFlight(FleetFlights flights, String owner, Duration timeout) {
        this.flights = flights;
        this.owner = owner;
        this.timeout = timeout;
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-claims");
            thread.setDaemon(true);
            return thread;
        });
        one.setRemoveOnCancelPolicy(true);
        this.prolonging = one;
        flights.onReleased(this::released);
    }

    private void released(String key) {
        CountDownLatch latch = waiting.get(key);
        if (latch != null) {
            latch.countDown();
        }
    }

    /**
     * Claims the key, or waits for whoever has.
     *
     * @param look looks into L2 again
     * @return what has landed meanwhile, or a claim to be released when the load has
     */
    Turn join(String key, Supplier<@Nullable Entry> look) {
        String name = owner + ":" + numbers.incrementAndGet();
        long until = System.nanoTime() + PATIENCE.toNanos();
        int inVain = 0;
        while (inVain < MOST_IN_VAIN && System.nanoTime() - until < 0) {
            CountDownLatch latch = waiting.computeIfAbsent(
                    key, any -> new CountDownLatch(1)); // before the claim: no message is missed
            Boolean claimed = answer(flights.claim(key, name, LEASE));
            if (claimed == null) {
                break; // the shared tier does not answer: load
            }
            if (claimed) {
                waiting.remove(key, latch);
                return new Turn(null, new Claim(key, name));
            }
            boolean told = await(latch);
            waiting.remove(key, latch);
            Entry landed = look.get();
            if (landed != null) {
                return new Turn(landed, null);
            }
            inVain += told
                    ? 1
                    : 0; // it failed, or landed with what this reader, who asked after it had begun, may not be given
        }
        return Turn.ALONE;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private @Nullable Boolean answer(CompletionStage<Boolean> stage) {
        try {
            return stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Stops prolonging claims: they end by themselves. Idempotent. */
    @Override
    public void close() {
        prolonging.shutdownNow();
    }

    /**
     * What a reader may do.
     *
     * @param landed what somebody else has loaded, or null
     * @param claim what the reader releases when it has loaded; null if it loads without one
     */
    record Turn(@Nullable Entry landed, @Nullable Claim claim) {

        /** The reader loads without asking anybody. */
        static final Turn ALONE = new Turn(null, null);

        void release() {
            if (claim != null) {
                claim.release();
            }
        }
    }

    /** A claim that is prolonged until it is released. */
    final class Claim {

        private final String key;
        private final String name;
        private final ScheduledFuture<?> task;

        private Claim(String key, String name) {
            this.key = key;
            this.name = name;
            long period = LEASE.toMillis() / 3;
            this.task = prolonging.scheduleAtFixedRate(this::prolong, period, period, TimeUnit.MILLISECONDS);
        }

        private void prolong() {
            flights.prolong(key, name, LEASE);
        }

        void release() {
            task.cancel(false);
            flights.release(key, name);
        }
    }
}
