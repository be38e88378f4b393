package io.freshet.invalidate;

import io.freshet.change.ChangeSet;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Changes that could not be made effective and that no outbox keeps: tried again, in order, until they succeed. Thread-safe. */
final class Retries implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Predicate<Waiting> attempt;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param attempt makes a change effective; answers whether it could
     */
    Retries(Predicate<Waiting> attempt) {
        this.attempt = attempt;
    }

    synchronized void add(Waiting change) {
        waiting.add(change);
        if (thread == null && !closed) {
            thread = new Thread(this::run, "freshet-retry");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            Waiting next = waiting.peek();
            if (next == null && ended()) {
                return;
            }
            if (next != null && attempt.test(next)) {
                waiting.remove();
            } else {
                LockSupport.parkNanos(this, PAUSE.toNanos());
            }
        }
    }

    private synchronized boolean ended() {
        if (!waiting.isEmpty()) {
            return false;
        }
        thread = null;
        return true;
    }

    int size() {
        return waiting.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /**
     * One that waits.
     *
     * @param change what to make effective
     * @param suspended the partitions whose leases are held back meanwhile
     */
    record Waiting(ChangeSet change, Set<Integer> suspended) {}
}
