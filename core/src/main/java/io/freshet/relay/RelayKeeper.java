package io.freshet.relay;

import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Ticker;
import io.freshet.remote.NotConnectedYetException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;

/**
 * Runs a relay at an interval, for the partitions of which no other instance does. One thread.
 *
 * <p>There is no election: every instance watches the certificate counters that its own polls bring. While somebody else moves one, this
 * instance leaves that partition alone; when it has stood still for a few intervals, this one tries a cycle, and goes on if it certified.
 * Two at once do no harm (see {@link Relay}), and a relay that is paused, cut off or dead is replaced without anybody having to notice.
 */
public final class RelayKeeper implements AutoCloseable {

    private static final int PATIENCE_INTERVALS = 3;

    private final Relay relay;
    private final Outbox outbox;
    private final IntToLongFunction counter;
    private final Ticker ticker;
    private final CacheEvents events;
    private final long intervalNanos;
    private final Watch[] watches;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean active;
    private boolean failing;

    /**
     * Not started.
     *
     * @param counter the certificate counter of a partition as this instance last saw it
     * @param interval between cycles
     */
    public RelayKeeper(
            Relay relay,
            Outbox outbox,
            int partitions,
            IntToLongFunction counter,
            Duration interval,
            CacheEvents events) {
        this(relay, outbox, partitions, counter, interval, Ticker.system(), events);
    }

    /** Not started, with a clock of its own. */
    RelayKeeper(
            Relay relay,
            Outbox outbox,
            int partitions,
            IntToLongFunction counter,
            Duration interval,
            Ticker ticker,
            CacheEvents events) {
        this.relay = relay;
        this.outbox = outbox;
        this.counter = counter;
        this.ticker = ticker;
        this.events = events;
        this.intervalNanos = interval.toNanos();
        this.watches = new Watch[partitions];
        for (int i = 0; i < partitions; i++) {
            watches[i] = new Watch();
        }
        this.thread = new Thread(this::run, "freshet-relay");
        thread.setDaemon(true);
    }

    /**
     * Certifies every partition once, on the calling thread, as far as the outbox answers; blocks on it. For a sequence that no other process
     * has, since nobody else certifies that: so the first write does not find it uncertified.
     */
    public void certifyNow() {
        Set<Integer> all = new TreeSet<>();
        for (int i = 0; i < watches.length; i++) {
            all.add(i);
        }
        settle(all, cycle(all));
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    /** Whether this instance's relay is at work, for some partition at least. */
    public boolean isActive() {
        return active;
    }

    private void run() {
        while (!closed) {
            pause(
                    active
                            ? intervalNanos
                            : intervalNanos / 2 + ThreadLocalRandom.current().nextLong(intervalNanos));
            step();
        }
        outbox.close();
    }

    /** Tries a cycle for the partitions that nobody else certifies. */
    void step() {
        Set<Integer> due = due();
        if (!due.isEmpty()) {
            settle(due, cycle(due));
        }
    }

    private Set<Integer> due() {
        Set<Integer> due = new TreeSet<>();
        for (int i = 0; i < watches.length; i++) {
            if (watches[i].isDue(counter.applyAsLong(i))) {
                due.add(i);
            }
        }
        return due;
    }

    private void settle(Set<Integer> tried, Set<Integer> certified) {
        for (int partition : tried) {
            watches[partition].isMine = certified.contains(partition);
        }
        boolean any = false;
        for (Watch watch : watches) {
            any |= watch.isMine;
        }
        active = any;
    }

    private Set<Integer> cycle(Set<Integer> due) {
        try {
            Relay.Outcome outcome = relay.cycle(due);
            report(outcome.failure());
            return outcome.certified();
        } catch (RuntimeException e) {
            report(e);
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return Set.of();
        }
    }

    private void report(@Nullable Exception failure) {
        if (closed || NotConnectedYetException.isBehind(failure)) {
            return; // this instance ends, and its connections with it, or it has just begun
        }
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

    /** What is known of one partition's counter; used by the relay's thread. */
    private final class Watch {

        private boolean isMine;
        private long seen = Long.MIN_VALUE;
        private long seenSince = ticker.nanos();

        boolean isDue(long present) {
            long now = ticker.nanos();
            if (present != seen) {
                seen = present;
                seenSince = now;
            }
            return isMine || now - seenSince > intervalNanos * PATIENCE_INTERVALS;
        }
    }
}
