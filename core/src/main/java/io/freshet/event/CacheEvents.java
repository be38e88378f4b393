package io.freshet.event;

import java.util.Arrays;

/** Tells listeners what happened, on the thread where it happened. Thread-safe. */
public final class CacheEvents {

    private volatile CacheListener[] listeners = {};

    /** From now on this listener is told. */
    public synchronized void add(CacheListener listener) {
        CacheListener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
    }

    /** Tells all listeners. One that throws is reported to its own thread's handler and does not keep the others from hearing. */
    public void publish(CacheEvent event) {
        for (CacheListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                report(e);
            }
        }
    }

    /** Tells all listeners of a read. */
    public void read(String cache, Outcome outcome) {
        for (CacheListener listener : listeners) {
            try {
                listener.onRead(cache, outcome);
            } catch (RuntimeException e) {
                report(e);
            }
        }
    }

    private static void report(RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
}
