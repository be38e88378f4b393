package io.freshet.redis;

import io.freshet.remote.NotConnectedYetException;
import io.freshet.remote.RemoteException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One connection that may not exist yet. Until it does, and while it is broken, whatever is sent fails at once and says why: nothing ever
 * waits for Redis to come back. Thread-safe.
 *
 * <p>A broken connection repairs itself. One whose server has become a replica does not, since it is not broken: it is left for a new one,
 * which leads elsewhere if a name does or Sentinel says so.
 *
 * @param <V> the kind of values
 */
final class Link<V> implements AutoCloseable {

    private static final String READ_ONLY = "READONLY";
    private static final long LEAST_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A first attempt that takes longer, as one that waits for a name to be resolved, is told as a failure. */
    private static final long USUAL_START_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Where where;
    private final Supplier<Wire<V>> connecting;
    private final Runnable unanswered;
    private final Runnable replicaFound;
    private final long limitMillis;
    private final long begunNanos = System.nanoTime();
    private volatile @Nullable Wire<V> wire;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean isToBeLeft;
    private volatile long madeNanos;
    private boolean closed;

    /**
     * A link that is not connected.
     *
     * @param connecting opens a connection, blocking
     * @param unanswered is told of each command that was sent and went unanswered
     * @param replicaFound is told when the server turns out to be a replica
     * @param limit how long a command may take; in a cluster connecting to its node included
     */
    Link(Where where, Supplier<Wire<V>> connecting, Runnable unanswered, Runnable replicaFound, Duration limit) {
        this.where = where;
        this.connecting = connecting;
        this.unanswered = unanswered;
        this.replicaFound = replicaFound;
        this.limitMillis = limit.toMillis();
    }

    /** Whether there is no need to {@link #connect}. */
    boolean isMade() {
        return wire != null && !isToBeLeft;
    }

    /** Whether each command goes to the node of its key. */
    boolean isCluster() {
        Wire<V> present = wire;
        return present != null && present.isCluster();
    }

    /** Tries to connect, blocking. A failure is kept for those who send; a connection that is to be left goes on until there is another. */
    void connect() {
        try {
            keep(connecting.get());
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void keep(Wire<V> made) {
        if (closed) {
            made.connection().close();
            return;
        }
        Wire<V> left = wire;
        isToBeLeft = false;
        madeNanos = System.nanoTime();
        wire = made;
        if (left != null) { // what was sent on it may still be answered
            CompletableFuture.delayedExecutor(limitMillis, TimeUnit.MILLISECONDS)
                    .execute(() -> end(left));
        }
    }

    private void end(Wire<V> left) {
        var unused = left.connection().closeAsync(); // nobody waits for the end of what is left
    }

    /** Has the connection made anew, since its server has become a replica; but not each time, in case all there is are replicas. */
    void leave() {
        Wire<V> present = wire;
        if (present != null && !present.isCluster() && System.nanoTime() - madeNanos > LEAST_AGE_NANOS) {
            isToBeLeft = true;
        }
    }

    /** Tells that an answer showed the server to be a replica. */
    void replicaAnswered() {
        replicaFound.run();
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
            String what,
            Function<RedisClusterAsyncCommands<String, V>, CompletionStage<A>> command,
            Function<A, T> reading) {
        return sendOn(what, present -> command.apply(present.commands()), reading);
    }

    /** The same for what has to know the connection, as to reach one node of a cluster. */
    <A extends @Nullable Object, T extends @Nullable Object> CompletionStage<T> sendOn(
            String what, Function<Wire<V>, CompletionStage<A>> command, Function<A, T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Wire<V> present = wire;
        if (present == null || !present.isOpen()) {
            result.completeExceptionally(away(what, present));
            return result;
        }
        try {
            limited(present, command.apply(present)).whenComplete((answer, thrown) -> {
                note(thrown);
                settle(what, result, answer, thrown, reading);
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(failed(what, e));
        }
        return result;
    }

    /** A cluster's command may first have to wait for a connection to its node, and then its own time has not begun. */
    private <A extends @Nullable Object> CompletionStage<A> limited(Wire<V> present, CompletionStage<A> sent) {
        return present.isCluster()
                ? sent.thenApply(answer -> answer).toCompletableFuture().orTimeout(limitMillis, TimeUnit.MILLISECONDS)
                : sent;
    }

    /** Sends something that is answered, so that silence is noticed; whatever comes of it. */
    void ping() {
        this.<String, String>send("PING", redis -> redis.ping(), answer -> answer);
    }

    private void note(@Nullable Throwable thrown) {
        if (thrown == null) {
            return;
        }
        Throwable cause = unwrapped(thrown);
        if (!(cause instanceof RedisCommandExecutionException)) {
            unanswered.run();
        } else if (String.valueOf(cause.getMessage()).contains(READ_ONLY)) {
            replicaFound.run();
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

    private RemoteException away(String what, @Nullable Wire<V> present) {
        RuntimeException why = failure;
        if (present != null) {
            return new RemoteException(what + " was not sent: " + where.text() + " is disconnected" + where.why());
        }
        if (why != null) {
            return new RemoteException(what + " was not sent: " + where.text() + ": " + Where.reason(why), why);
        }
        String notYet = what + " was not sent: " + where.text() + " is not connected yet";
        return System.nanoTime() - begunNanos < USUAL_START_NANOS
                ? new NotConnectedYetException(notYet)
                : new RemoteException(notYet);
    }

    private RemoteException failed(String what, Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof RemoteException known) {
            return known;
        }
        String reason = cause instanceof TimeoutException
                ? "Command timed out after " + limitMillis + " ms"
                : Where.reason(cause);
        String hint = cause instanceof RedisCommandExecutionException ? "" : where.why();
        return new RemoteException(what + " failed: " + where.text() + ": " + reason + hint, cause);
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @Override
    public synchronized void close() {
        closed = true;
        Wire<V> present = wire;
        if (present != null) {
            present.connection().close();
        }
    }
}
