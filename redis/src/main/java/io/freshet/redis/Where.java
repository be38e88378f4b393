package io.freshet.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.connection.ReconnectFailedEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

import java.util.List;
import java.util.stream.Collectors;

/** Where Redis is, and why it could not be reached again, as a person reads it and without secrets. Thread-safe. */
final class Where implements AutoCloseable {

    private static final long FRESH_NANOS = 2_000_000_000L;

    private final String text;
    private final Disposable.Swap listening = Disposables.swap();
    private volatile @Nullable Failure last;

    private Where(String text) {
        this.text = text;
    }

    /** Where the application's client leads, which does not tell. */
    static Where ofTheApplication() {
        return new Where("Redis of the application's client");
    }

    /** A server, or the master that Sentinel names. */
    static Where of(RedisURI uri) {
        String servers = uri.getSentinels().isEmpty()
                ? server(uri)
                : uri.getSentinelMasterId() + " of the sentinels " + servers(uri.getSentinels());
        return new Where("Redis at " + servers + (uri.getDatabase() == 0 ? "" : ", database " + uri.getDatabase()));
    }

    /** A cluster that these nodes are known of. */
    static Where ofCluster(List<RedisURI> uris) {
        return new Where("Redis Cluster at " + servers(uris));
    }

    private static String servers(List<RedisURI> uris) {
        return uris.stream().map(Where::server).collect(Collectors.joining(", "));
    }

    private static String server(RedisURI uri) {
        return uri.getSocket() == null ? uri.getHost() + ":" + uri.getPort() : uri.getSocket();
    }

    String text() {
        return text;
    }

    /** Remembers from now on why a client cannot connect again. */
    void listen(EventBus bus) {
        listening.update(bus.get()
                .ofType(ReconnectFailedEvent.class)
                .subscribe(event -> last = new Failure(event.getCause(), System.nanoTime())));
    }

    /** Stops listening. */
    @Override
    public void close() {
        listening.dispose();
    }

    /** Why connecting again has just failed, to follow a sentence; empty if it has not. */
    String why() {
        Failure failure = last;
        return failure == null || System.nanoTime() - failure.nanos > FRESH_NANOS
                ? ""
                : "; connecting again failed: " + reason(failure.cause);
    }

    /** The message of an exception with that of its cause. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(thrown.getMessage())
                : thrown.getMessage() + " (" + cause.getMessage() + ")";
    }

    private record Failure(Throwable cause, long nanos) {}
}
