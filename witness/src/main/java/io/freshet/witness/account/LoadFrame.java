package io.freshet.witness.account;

import org.jspecify.annotations.Nullable;

/** The load of a cached method that the calling thread is in. Closed by the thread that began it. */
public final class LoadFrame implements AutoCloseable {

    private static final ThreadLocal<@Nullable LoadFrame> INNERMOST = new ThreadLocal<>();

    private final @Nullable LoadFrame around = INNERMOST.get();
    private final MethodAccount method;

    private LoadFrame(MethodAccount method) {
        this.method = method;
    }

    /** A load begins. */
    public static LoadFrame begin(MethodAccount method) {
        LoadFrame frame = new LoadFrame(method);
        INNERMOST.set(frame);
        method.loads();
        return frame;
    }

    /** The method whose load the calling thread is in, or null. */
    static @Nullable MethodAccount current() {
        LoadFrame frame = INNERMOST.get();
        return frame == null ? null : frame.method;
    }

    @Override
    public void close() {
        if (around == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(around);
        }
    }
}
