package io.freshet.testkit.contract;

import io.freshet.remote.Remote;
import io.freshet.remote.RemoteException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The instances of an application that share the server under test, for as long as one test runs. Not thread-safe: a test has one thread.
 */
public final class Fleet implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(4);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Supplier<Remote> connect;
    private final Server server;
    private final List<Remote> opened = new ArrayList<>();

    Fleet(Supplier<Remote> connect, Server server) {
        this.connect = connect;
        this.server = server;
    }

    /** What is done to the server. */
    public Server server() {
        return server;
    }

    /** A connection of its own. It is closed after the test. */
    public Remote connect() {
        Remote remote = connect.get();
        opened.add(remote);
        return remote;
    }

    /** A new instance, which looks at the last of the partitions. */
    public Instance instance(String name) {
        Remote remote = connect();
        return new Instance(name, remote, remote.partitions().count() - 1);
    }

    /** A new instance that has begun the first lineage and certified it. */
    public Instance started(String name) {
        Instance instance = instance(name);
        instance.start(1);
        return instance;
    }

    /**
     * Blocks until a condition holds; a {@link RemoteException} means not yet.
     *
     * @param what names the condition, to follow "waited for"
     * @throws AssertionError if it does not hold within 30 seconds of the server's clock
     */
    public void eventually(String what, BooleanSupplier condition) {
        long began = server.nanos();
        RemoteException last = null;
        do {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
                last = null;
            } catch (RemoteException notYet) {
                last = notYet;
            }
            server.pass(STEP);
        } while (server.nanos() - began < LIMIT.toNanos());
        throw inVain(what, last);
    }

    private static AssertionError inVain(String what, @Nullable RemoteException last) {
        return new AssertionError("Waited " + LIMIT.toSeconds() + " s in vain for " + what, last);
    }

    /**
     * Repeats a check until so much time has passed since an instant. Only what is answered by then counts, so that a slow machine fails
     * nothing.
     */
    void until(long began, Duration time, BooleanSupplier check, String otherwise) {
        while (true) {
            boolean holds = check.getAsBoolean();
            if (server.nanos() - began >= time.toNanos()) {
                return;
            }
            if (!holds) {
                throw new AssertionError(otherwise);
            }
            server.pass(STEP);
        }
    }

    /** Blocks until so much time has passed since the instant. */
    void passedSince(long nanos, Duration time) {
        while (server.nanos() - nanos < time.toNanos()) {
            server.pass(STEP);
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        opened.forEach(Remote::close);
        opened.clear();
    }
}
