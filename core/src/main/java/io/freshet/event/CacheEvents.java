package io.freshet.event;

import java.util.Arrays;
import java.util.function.Supplier;

/** Tells listeners what happened, on the thread where it happened, and the tracer what begins and ends. Thread-safe. */
public final class CacheEvents {

    private final Tracer tracer;
    private volatile CacheListener[] listeners = {};
    private volatile ReadListener[] readers = {};

    /** Without a tracer. */
    public CacheEvents() {
        this(Tracer.none());
    }

    /** With this tracer, whose failures go no further. */
    public CacheEvents(Tracer tracer) {
        this.tracer = tracer == Tracer.none() ? tracer : new GuardedTracer(tracer);
    }

    /** From now on this listener is told. */
    public synchronized void add(CacheListener listener) {
        CacheListener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[listeners.length] = listener;
        listeners = more;
        if (listener instanceof ReadListener reader) {
            ReadListener[] moreReaders = Arrays.copyOf(readers, readers.length + 1);
            moreReaders[readers.length] = reader;
            readers = moreReaders;
        }
    }

    /** What stands around loads and invalidations; it never throws. */
    public Tracer tracer() {
        return tracer;
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

    /** Whether somebody wants the keys of reads that are answered so. Allocates nothing. */
    public boolean wantsKeys(Outcome outcome) {
        for (ReadListener reader : readers) {
            if (reader.listensTo(outcome)) {
                return true;
            }
        }
        return false;
    }

    /** Tells all listeners of a read, and those who want it its key, which is made only then. */
    public void read(String cache, Outcome outcome, Supplier<String> key) {
        read(cache, outcome);
        String text = key.get();
        for (ReadListener reader : readers) {
            try {
                if (reader.listensTo(outcome)) {
                    reader.onRead(cache, text, outcome);
                }
            } catch (RuntimeException e) {
                report(e);
            }
        }
    }

    static void report(RuntimeException e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
}
