package io.freshet.redis;

import io.freshet.remote.RemoteException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.api.StatefulConnection;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One connection that may not exist yet. Until it does, and while it is broken, whatever is sent fails at once and says why: nothing ever
 * waits for Redis to come back.
 *
 * <p>A server that vanished without a word (its machine lost power, a firewall forgot the connection) leaves a connection that looks open
 * and on which the operating system repeats what was sent for a quarter of an hour. So a connection on which commands have run out of time
 * for two seconds, and none was answered, is given up for a new one. Thread-safe.
 *
 * @param <C> the kind of connection
 */
final class Link<C extends StatefulConnection<?, ?>> implements AutoCloseable {

    private static final long SILENCE_NANOS = 2_000_000_000L;

    private final String where;
    private final Supplier<C> connecting;
    private volatile @Nullable C connection;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Long silentSinceNanos;
    private boolean closed;

    /**
     * A link that is not connected.
     *
     * @param where what a person reads of where the server is
     * @param connecting opens a connection, blocking; afterwards the connection repairs itself
     */
    Link(String where, Supplier<C> connecting) {
        this.where = where;
        this.connecting = connecting;
    }

    /** Whether there is no need to {@link #connect}. */
    boolean isMade() {
        return connection != null;
    }

    /** Tries to connect, blocking. A failure is kept for those who send. */
    void connect() {
        try {
            keep(connecting.get());
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void keep(C made) {
        if (closed) {
            made.close();
        } else {
            silentSinceNanos = null;
            connection = made;
        }
    }

    private void answered() {
        if (silentSinceNanos != null) {
            silentSinceNanos = null;
        }
    }

    private synchronized void timedOut(C present, RuntimeException why) {
        long now = System.nanoTime();
        Long since = silentSinceNanos;
        if (since == null) {
            silentSinceNanos = now;
        } else if (connection == present && now - since > SILENCE_NANOS) {
            failure = why;
            connection = null;
            var unused = present.closeAsync(); // nobody waits for the end of what is given up
        }
    }

    /**
     * Sends a command.
     *
     * @param what the command as a person reads it
     * @param command sends it
     * @param reading makes the result of the answer
     * @return completes exceptionally with {@link RemoteException} and nothing else
     */
    <A extends @Nullable Object, T extends @Nullable Object> CompletionStage<T> send(
            String what, Function<C, CompletionStage<A>> command, Function<A, T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        C present = connection;
        if (present == null || !present.isOpen()) {
            result.completeExceptionally(away(what, present));
            return result;
        }
        try {
            command.apply(present).whenComplete((answer, thrown) -> {
                note(present, thrown);
                settle(what, result, answer, thrown, reading);
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(failed(what, e));
        }
        return result;
    }

    private void note(C present, @Nullable Throwable thrown) {
        if (thrown == null || unwrapped(thrown) instanceof RedisCommandExecutionException) {
            answered();
        } else if (unwrapped(thrown) instanceof RedisCommandTimeoutException timeout) {
            timedOut(present, timeout);
        }
    }

    private <A extends @Nullable Object, T extends @Nullable Object> void settle(
            String what, CompletableFuture<T> result, A answer, @Nullable Throwable thrown, Function<A, T> reading) {
        if (thrown != null) {
            result.completeExceptionally(failed(what, thrown));
            return;
        }
        try {
            result.complete(reading.apply(answer));
        } catch (RuntimeException e) {
            result.completeExceptionally(failed(what, e));
        }
    }

    private RemoteException away(String what, @Nullable C present) {
        RuntimeException why = failure;
        if (present != null) {
            return new RemoteException(what + " was not sent: " + where + " is disconnected");
        }
        return why == null
                ? new RemoteException(what + " was not sent: " + where + " is not connected yet")
                : new RemoteException(what + " was not sent: " + where + ": " + reason(why), why);
    }

    private RemoteException failed(String what, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof RemoteException known
                ? known
                : new RemoteException(what + " failed: " + where + ": " + reason(cause), cause);
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(thrown.getMessage())
                : thrown.getMessage() + " (" + cause.getMessage() + ")";
    }

    @Override
    public synchronized void close() {
        closed = true;
        C present = connection;
        if (present != null) {
            present.close();
        }
    }
}
