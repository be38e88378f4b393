package io.freshet.redis;

import io.freshet.redis.check.AskedTier.SentinelView;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The three connections to Redis, one for each kind of traffic, so that large values never delay a bump: entries, scripts, messages.
 *
 * <p>A thread of its own connects in the background whatever has no connection, again and again. It also sends pings, since otherwise
 * nothing would show that a connection which is listened to or rarely used leads nowhere any more. Thread-safe.
 */
final class Connections implements AutoCloseable {

    private static final long TURN_MILLIS = 250;
    private static final long CLOSE_MILLIS = 2_000;

    private final Connector connector;
    private final Where where;
    private final Duration limit;
    private final Link<byte[]> entries;
    private final Link<String> scripts;
    private final Link<String> messages;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread connecting;

    /**
     * Begins to connect.
     *
     * @param heard what to subscribe to
     * @param limit how long a command may take
     */
    Connections(Connector connector, Messages heard, Where where, Duration limit) {
        this.connector = connector;
        this.where = where;
        this.limit = limit;
        this.entries = link(connector::entries);
        this.scripts = link(connector::scripts);
        this.messages = link(() -> connector.messages(heard));
        this.connecting = new Thread(this::run, "freshet-redis-connect");
        connecting.setDaemon(true);
        connecting.start();
    }

    private <V> Link<V> link(Supplier<Wire<V>> connecting) {
        return new Link<>(where, connecting, connector::unanswered, this::leave, limit);
    }

    Link<byte[]> entries() {
        return entries;
    }

    Link<String> scripts() {
        return scripts;
    }

    /** Asks each sentinel who is master, blocking; empty if there are none. */
    List<SentinelView> sentinels() {
        return connector.sentinels();
    }

    /** Whether each connection has been made. */
    boolean areMade() {
        return links().stream().allMatch(Link::isMade);
    }

    private List<Link<?>> links() {
        return List.of(scripts, entries, messages);
    }

    private void leave() {
        links().forEach(Link::leave);
    }

    private void run() {
        try {
            do {
                links().stream().filter(link -> !link.isMade()).forEach(Link::connect);
                links().forEach(Link::ping);
            } while (!closed.await(TURN_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is being closed
        }
    }

    @Override
    public void close() {
        if (closed.getCount() == 0) {
            return;
        }
        closed.countDown();
        connecting.interrupt();
        links().forEach(Link::close);
        try {
            connecting.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        where.close();
        connector.close();
    }
}
