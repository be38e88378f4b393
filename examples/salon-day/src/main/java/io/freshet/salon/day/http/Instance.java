package io.freshet.salon.day.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An instance of the salon as its clients see it: an address, and whether it is expected to answer. Thread-safe. */
public final class Instance {
    private static final long DEATH_NANOS = Duration.ofMillis(300).toNanos();
    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    private final String name;
    private final InetSocketAddress address;
    private final BooleanSupplier alive;
    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean expected = true;

    /**
     * Names an instance on a port of this machine.
     *
     * @param alive whether its process exists
     */
    public Instance(String name, int port, BooleanSupplier alive) {
        this.name = name;
        this.alive = alive;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Returns the address for people and browsers. */
    public String url() {
        return "http://localhost:" + address.getPort();
    }

    /** Whether it should answer: false from just before it is killed until it is up again. */
    public boolean isExpected() {
        return expected;
    }

    /** Says from when on it should answer, and from when on not. */
    public void expect(boolean answer) {
        if (answer && !expected) {
            starts.incrementAndGet();
        }
        expected = answer;
    }

    /** Returns how often it came up: connections from before the last time lead nowhere. */
    public int starts() {
        return starts.get();
    }

    /** Whether it was right to expect an answer that did not come: waits a moment for the end of a process that somebody has killed. */
    public boolean wasRightlyExpected() {
        long start = System.nanoTime();
        while (expected && alive.getAsBoolean()) {
            if (System.nanoTime() - start > DEATH_NANOS) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        expected = false;
        return false;
    }
}
