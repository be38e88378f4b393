package io.freshet.read;

import java.util.concurrent.atomic.AtomicInteger;

/** Reads of the calling thread go past every cache while one is open: they neither trust nor fill. For comparing with the source. */
public final class Bypass implements AutoCloseable {

    private static final ThreadLocal<Integer> OPEN = ThreadLocal.withInitial(() -> 0);
    /** Of all threads: while there is none, nobody has to look for its own. */
    private static final AtomicInteger ANYWHERE = new AtomicInteger();

    private Bypass() {}

    /** Opens one; to be closed by the same thread. */
    public static Bypass open() {
        ANYWHERE.incrementAndGet();
        OPEN.set(OPEN.get() + 1);
        return new Bypass();
    }

    static boolean isOpen() {
        return ANYWHERE.get() > 0 && OPEN.get() > 0;
    }

    @Override
    public void close() {
        int left = OPEN.get() - 1;
        if (left == 0) {
            OPEN.remove();
        } else {
            OPEN.set(left);
        }
        ANYWHERE.decrementAndGet();
    }
}
