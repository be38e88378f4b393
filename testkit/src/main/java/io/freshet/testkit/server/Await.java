package io.freshet.testkit.server;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions, with a limit. */
final class Await {
    /** How long a server may take for what needs no time of its own: to start, to stop, to follow. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /**
     * Blocks until a condition holds. A condition that throws {@link ServerException} does not hold yet.
     *
     * @param what names the condition, to follow "waited for"
     * @throws ServerException if it does not hold within 30 seconds
     */
    static void until(String what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    static void until(String what, Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        ServerException last = null;
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (ServerException notYet) {
                last = notYet;
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw tooLong(what, limit, last);
            }
            pause(what);
        }
    }

    private static ServerException tooLong(String what, Duration limit, @Nullable ServerException last) {
        String message = "Waited " + limit.toSeconds() + " s in vain for " + what;
        return last == null ? new ServerException(message) : new ServerException(message, last);
    }

    private static void pause(String what) {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.interrupted()) {
            throw ServerException.interrupted("waiting for " + what, new InterruptedException());
        }
    }
}
