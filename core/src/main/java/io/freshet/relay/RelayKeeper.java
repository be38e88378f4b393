package io.freshet.relay;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Runs a relay at an interval, if no other instance does. One thread.
 *
 * <p>There is no election: every instance watches the certificate counter that its own polls bring. While somebody else moves it, this one
 * rests; when it has stood still for a few intervals, this one tries a cycle, and goes on if it certified. Two at once do no harm (see
 * {@link Relay}), and a relay that is paused, cut off or dead is replaced without anybody having to notice.
 */
public final class RelayKeeper implements AutoCloseable {

    private final Relay relay;
    private final Outbox outbox;
    private final LongSupplier counter;
    private final CacheEvents events;
    private final long intervalNanos;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean active;
    private boolean failing;

    /**
     * Not started.
     *
     * @param counter the certificate counter as this instance last saw it
     * @param interval between cycles
     */
    public RelayKeeper(Relay relay, Outbox outbox, LongSupplier counter, Duration interval, CacheEvents events) {
        this.relay = relay;
        this.outbox = outbox;
        this.counter = counter;
        this.events = events;
        this.intervalNanos = interval.toNanos();
        this.thread = new Thread(this::run, "freshet-relay");
        thread.setDaemon(true);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    /** Whether this instance's relay is the one at work. */
    public boolean isActive() {
        return active;
    }

    private void run() {
        while (!closed) {
            if (active) {
                pause(intervalNanos);
                active = cycle();
            } else {
                long seen = counter.getAsLong();
                pause(intervalNanos * 3 + ThreadLocalRandom.current().nextLong(intervalNanos));
                active = counter.getAsLong() == seen && cycle();
            }
        }
        outbox.close();
    }

    private boolean cycle() {
        try {
            boolean certified = relay.cycle();
            report(null);
            return certified;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            report(e);
            return false;
        } catch (InterruptedException e) {
            closed = true;
            return false;
        }
    }

    private void report(@Nullable Exception failure) {
        boolean fails = failure != null;
        if (fails != failing) {
            failing = fails;
            events.publish(fails ? new CacheEvent.RelayFailed(reason(failure)) : new CacheEvent.RelayRecovered());
        }
    }

    private static String reason(@Nullable Exception failure) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        return String.valueOf(cause);
    }

    private void pause(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Stops after the present cycle and closes the outbox. Idempotent. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (!thread.isAlive()) {
            outbox.close();
        }
    }
}
