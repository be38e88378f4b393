package io.freshet.control;

import io.freshet.remote.ControlStore;
import io.freshet.remote.ControlStore.Controlled;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Knows what is set for the fleet, and sets it. Thread-safe; {@link #change} blocks on the shared tier.
 *
 * <h2>How every instance learns of a change</h2>
 *
 * A change lies in the shared tier, and a message tells that there is one. Messages may be lost, so each instance also looks every 200 ms: a change is
 * live within a second, message or not. While the shared tier does not answer, an instance goes on with what it knew last.
 *
 * <h2>Why an emptied server does not undo what was set</h2>
 *
 * Each change raises a version. A server that was emptied, or failed over without the last changes, answers with a lower version than an instance
 * remembers; the instance then puts back what it knows, unless somebody was quicker. So a switch is lifted by whoever lifts it and by nothing else, as
 * long as one instance lives that has seen it. What is equally new but differs was set after a failover: the server is right.
 */
public final class ControlKeeper implements AutoCloseable {

    /** How often an instance looks, in milliseconds. */
    static final long INTERVAL_MILLIS = 200;

    private static final int ATTEMPTS = 10;

    private final ControlStore store;
    private final Duration timeout;
    private final Listener listener;
    private final ScheduledThreadPoolExecutor worker;
    private final AtomicBoolean isLookDue = new AtomicBoolean();
    private volatile Controlled known = Controlled.NOTHING;
    private volatile Map<String, ControlChange> changes = Map.of();

    /** Is told what is set, each time that it changes. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Something was changed.
         *
         * @param all all that was ever set, what was taken back included
         * @param news what of it was not known before
         */
        void changed(Collection<ControlChange> all, List<ControlChange> news);
    }

    /**
     * Knows nothing yet.
     *
     * @param timeout how long the shared tier may take
     * @param listener told by one thread at a time
     */
    public ControlKeeper(ControlStore store, Duration timeout, Listener listener) {
        this.store = store;
        this.timeout = timeout;
        this.listener = listener;
        this.worker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "freshet-controls");
            thread.setDaemon(true);
            return thread;
        });
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins to look. */
    public void start() {
        store.onChanged(this::lookSoon);
        var unused = worker.scheduleWithFixedDelay(this::tryToLook, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** All that was ever set, what was taken back included. */
    public Collection<ControlChange> changes() {
        return changes.values();
    }

    private void lookSoon() {
        if (isLookDue.compareAndSet(false, true)) {
            try {
                worker.execute(() -> {
                    isLookDue.set(false);
                    tryToLook();
                });
            } catch (RejectedExecutionException closed) {
                return;
            }
        }
    }

    private void tryToLook() {
        try {
            look();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return; // what was known last goes on; reads and the lease tell of the outage
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() throws ExecutionException, TimeoutException, InterruptedException {
        Controlled found = await(store.read());
        if (found.version() < known.version()) {
            await(store.restore(known));
        } else if (!found.equals(known)) {
            learn(found);
        }
    }

    private void learn(Controlled found) {
        Map<String, ControlChange> all = new HashMap<>();
        found.texts().forEach((key, text) -> ControlChange.read(key, text).ifPresent(change -> all.put(key, change)));
        boolean isFirst = known.version() == 0; // what was taken back before this instance began is no news to it
        List<ControlChange> news = all.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(changes.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .filter(change -> !isFirst || !change.isTakenBack())
                .toList();
        known = found;
        changes = Map.copyOf(all);
        listener.changed(changes.values(), news);
    }

    /**
     * Sets something for the fleet. When this returns, it holds on this instance.
     *
     * @param making makes the change from what is set now, which nobody changes meanwhile
     * @throws ControlException if the shared tier does not answer
     */
    public void change(Function<Collection<ControlChange>, ControlChange> making) {
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                if (attempt(making)) {
                    return;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new ControlException(
                    "It could not be set for the fleet, or it is not known whether it was, since the shared tier does not answer: "
                            + (e.getMessage() == null
                                    ? "no answer within " + timeout.toMillis() + " ms"
                                    : e.getMessage())
                            + ". Every instance goes on with what it knows; look what is set when the shared tier is back",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException("Interrupted, so it is not known whether it was set", e);
        }
        throw new ControlException("It was not set: others went on changing what is set; try again");
    }

    private synchronized boolean attempt(Function<Collection<ControlChange>, ControlChange> making)
            throws ExecutionException, TimeoutException, InterruptedException {
        look();
        ControlChange change = making.apply(changes.values());
        boolean isMade = await(store.change(known.version(), change.key(), change.text()));
        look();
        return isMade;
    }

    private <T extends @Nullable Object> T await(CompletionStage<T> asked)
            throws ExecutionException, TimeoutException, InterruptedException {
        return asked.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
