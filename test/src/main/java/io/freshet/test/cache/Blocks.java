package io.freshet.test.cache;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Runs what a test gives. */
final class Blocks {

    private Blocks() {}

    /**
     * Runs it; what it throws comes through.
     *
     * @throws IllegalStateException with what is checked
     */
    static void run(ThrowingCallable block) {
        try {
            block.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The block of the assertion threw " + e, e);
        }
    }
}
