package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.remote.FleetFlights;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
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
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(10);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_IN_VAIN = 2;

    private final FleetFlights flights;
    private final String owner;
    private final Duration timeout;
    private final IntSupplier others;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService prolonging;

    /**
     * The flights of one instance.
     *
     * @param owner the instance's name
     * @param timeout how long to wait for an answer of the shared tier
     * @param others about how many other instances there are; -1 if that is not known
     */
    public FleetFlight(FleetFlights flights, String owner, Duration timeout, IntSupplier others) {
        this.flights = flights;
        this.owner = owner;
        this.timeout = timeout;
        this.others = others;
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-claims");
            thread.setDaemon(true);
            return thread;
        });
        one.setRemoveOnCancelPolicy(true);
        this.prolonging = one;
        flights.onReleased(this::released);
    }

    /** About how many other instances there are; -1 if that is not known. */
    int others() {
        return others.getAsInt();
    }

    private void released(String key) {
        CountDownLatch latch = waiting.get(key);
        if (latch != null) {
            latch.countDown();
        }
    }

    /**
     * Claims the key and looks into L2, both in one round trip, until one of them succeeds; between rounds it waits for whoever has the claim.
     * Since the look is sent after the claim, who gets the claim and finds nothing knows that nobody has landed before.
     *
     * @param look looks into L2
     * @return what has landed, or a claim to be released when the load has
     */
    Turn join(String key, Look look) {
        String name = owner + ":" + numbers.incrementAndGet();
        long until = System.nanoTime() + PATIENCE.toNanos();
        Duration wait = FIRST_WAIT;
        int inVain = 0;
        while (inVain < MOST_IN_VAIN && System.nanoTime() - until < 0) {
            CountDownLatch latch = waiting.computeIfAbsent(
                    key, any -> new CountDownLatch(1)); // before the claim: no message is missed
            CompletionStage<Boolean> claiming = flights.claim(key, name, LEASE);
            Supplier<@Nullable Entry> looking = look.begin();
            Boolean claimed = answer(claiming);
            Entry landed = looking.get();
            if (landed != null || claimed == null || claimed) {
                waiting.remove(key, latch);
                return turn(key, name, claimed, landed);
            }
            boolean told = await(latch, wait);
            waiting.remove(key, latch);
            inVain += told ? 1 : 0; // it failed, or landed with what this reader, who asked later, may not be given
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
        return Turn.ALONE;
    }

    /** Claims keys, all at once. The look into L2 is to be sent after this and before {@link Claims#turns}. */
    Claims claimAll(Iterable<String> keys) {
        return new Claims(keys);
    }

    /** The same once, for whoever need not wait: null if somebody else has the claim, and nothing has landed. */
    @Nullable
    Turn attempt(String key, Look look) {
        String name = owner + ":" + numbers.incrementAndGet();
        CompletionStage<Boolean> claiming = flights.claim(key, name, LEASE);
        Supplier<@Nullable Entry> looking = look.begin();
        Boolean claimed = answer(claiming);
        Entry landed = looking.get();
        boolean isTaken = claimed != null && !claimed;
        return landed == null && isTaken ? null : turn(key, name, claimed, landed);
    }

    private Turn turn(String key, String name, @Nullable Boolean claimed, @Nullable Entry landed) {
        if (landed == null) {
            return claimed == null ? Turn.ALONE : new Turn(null, new Claim(key, name));
        }
        if (claimed != null && claimed) {
            flights.prolong(
                    key, name,
                    AT_ONCE); // ends it without a message: whoever waits has looked since, and found the same
        }
        return Turn.landed(landed);
    }

    private static boolean await(CountDownLatch latch, Duration wait) {
        try {
            return latch.await(wait.toNanos(), TimeUnit.NANOSECONDS);
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

    /** Claims of many keys. Used by one thread. */
    final class Claims implements AutoCloseable {

        private final String name = owner + ":" + numbers.incrementAndGet();
        private final Map<String, CountDownLatch> latches = new LinkedHashMap<>();
        private final Map<String, CompletionStage<Boolean>> claiming = new LinkedHashMap<>();

        private Claims(Iterable<String> keys) {
            for (String key : keys) {
                latches.put(key, waiting.computeIfAbsent(key, any -> new CountDownLatch(1))); // before the claim
                claiming.put(key, flights.claim(key, name, LEASE));
            }
        }

        /** What the reader may do with each key; without those that somebody else loads. Waits for the answers. */
        Map<String, Turn> turns(Map<String, Entry> landed) {
            Map<String, Turn> turns = new LinkedHashMap<>();
            claiming.forEach((key, stage) -> {
                Boolean claimed = answer(stage);
                Entry entry = landed.get(key);
                if (entry != null || claimed == null || claimed) {
                    turns.put(key, turn(key, name, claimed, entry));
                }
            });
            return turns;
        }

        /** Waits until somebody else's load of this key has landed, but not for long. */
        void await(String key) {
            CountDownLatch latch = latches.get(key);
            if (latch != null) {
                FleetFlight.await(latch, LONGEST_WAIT);
            }
        }

        @Override
        public void close() {
            latches.forEach(waiting::remove);
        }
    }

    /** A look into L2. */
    @FunctionalInterface
    interface Look {

        /** Asks, without waiting; what it returns waits for the answer, which is null if nothing valid is there. */
        Supplier<@Nullable Entry> begin();
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

        /** There is nothing to load. */
        static Turn landed(Entry entry) {
            return new Turn(entry, null);
        }

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
        private final @Nullable ScheduledFuture<?> task;

        private Claim(String key, String name) {
            this.key = key;
            this.name = name;
            this.task = begin();
        }

        /** Null where this instance is closed already: then the claim ends with its lease. */
        private @Nullable ScheduledFuture<?> begin() {
            long period = LEASE.toMillis() / 3;
            try {
                return prolonging.scheduleAtFixedRate(this::prolong, period, period, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                return null;
            }
        }

        private void prolong() {
            flights.prolong(key, name, LEASE);
        }

        void release() {
            if (task != null) {
                task.cancel(false);
            }
            flights.release(key, name);
        }
    }
}
