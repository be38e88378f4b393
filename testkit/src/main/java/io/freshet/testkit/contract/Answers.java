package io.freshet.testkit.contract;

import io.freshet.remote.RemoteException;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the answers of the shared tier. */
final class Answers {

    private static final long LIMIT_SECONDS = 10;

    private Answers() {}

    /**
     * Blocks until the stage has completed.
     *
     * @throws RemoteException if it completed with one; {@link IllegalArgumentException} likewise
     * @throws AssertionError if it completed with anything else, or did not in 10 seconds
     */
    static <T extends @Nullable Object> T now(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RemoteException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IllegalArgumentException misuse) {
                throw misuse;
            }
            throw new AssertionError(
                    "A stage completes with a RemoteException where it fails, not with this", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("A stage did not complete within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the shared tier", e);
        }
    }
}
