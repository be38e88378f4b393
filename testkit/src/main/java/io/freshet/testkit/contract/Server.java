package io.freshet.testkit.contract;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * What the kit does to the server under test that no application could: it makes it forget, fail and grow older.
 *
 * <p>Only {@link #emptied()} must be given. What is not given, or aborts by {@link org.junit.jupiter.api.Assumptions#abort(String)} because
 * this set-up cannot do it, skips the rules that need it, with the reason. When a method returns, what it is named after has happened;
 * remotes that were connected before may need some time to find the server again, for which the kit waits.
 */
public interface Server {

    /** Forgets everything: entries, sequences, claims. The kit begins every test with it, so it should take milliseconds. */
    void emptied();

    /** Stops and comes back with all its data, as another incarnation: a certificate from before says nothing of it. */
    default void restartedKeepingData() {
        abort("This server cannot be restarted with its data");
    }

    /**
     * Is replaced by a replica that missed some writes.
     *
     * @param lostWrites run once after the replica has stopped following and before it is promoted: the old server acknowledges what they
     *     write, the new one does not have it
     */
    default void promotedFromOlderImage(Runnable lostWrites) {
        abort("This server has no replica that could be promoted");
    }

    /** A monotonic clock that runs like the server's. */
    default long nanos() {
        return System.nanoTime();
    }

    /** Lets time pass, on the server too: blocks, or moves the clock where it can be moved. */
    default void pass(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
