package io.freshet.testkit.server;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on 127.0.0.1 between clients and a server, that does to their connections what networks do.
 *
 * <p>One fault holds at a time, for all connections; each method that sets one ends the former. A connection that has lost bytes is reset
 * when its fault ends, as no stream continues behind a hole; all others go on.
 *
 * <p>Thread-safe. No method blocks for longer than it takes to close sockets. The port stays the same until {@link #close()}.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int CONNECT_LIMIT_MILLIS = 5_000;
    private static final int BACKLOG = 200;
    private static final long DOORMAN_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int DOORMAN_STEP_MILLIS = 5;

    private volatile int serverPort;
    private final int port = Ports.free();
    private final FaultLine line = new FaultLine();
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private @Nullable ServerSocket door;
    private @Nullable Thread doorman;
    private boolean closed;

    private FaultProxy(int serverPort) {
        this.serverPort = serverPort;
    }

    /** Starts a proxy on a free port, to a port of 127.0.0.1. */
    public static FaultProxy to(int serverPort) {
        FaultProxy proxy = new FaultProxy(serverPort);
        proxy.pass();
        return proxy;
    }

    /** Returns the port that clients connect to. */
    public int port() {
        return port;
    }

    /** Makes all connections go to another port of 127.0.0.1 from now on, as a name or an address does that moves; those that are open are cut. */
    public void redirect(int newServerPort) {
        serverPort = newServerPort;
        cutAndCloseNew();
        pass();
    }

    /** Ends the present fault: everything passes. */
    public void pass() {
        change(Fault.NONE);
    }

    /** Makes all bytes reach the other side that much later, without making the line any narrower. */
    public void delay(Duration requests, Duration answers) {
        change(Fault.delay(requests, answers));
    }

    /** Makes all connections together carry so many bytes in a second in each direction. */
    public void throttle(int bytesPerSecond) {
        change(Fault.throttle(bytesPerSecond));
    }

    /**
     * Keeps back all bytes in both directions until another fault is set, when they go on in their order: what TCP makes of a network
     * that is down for a while. New connections are accepted.
     */
    public void hold() {
        change(Fault.HOLD);
    }

    /**
     * Swallows all bytes in both directions and keeps all connections open, also when the other side has gone: half-open TCP. New
     * connections are accepted and reach nobody.
     */
    public void blackHole() {
        change(Fault.BLACK_HOLE);
    }

    /** Passes requests and swallows the answers: the server does what it was asked, and the client never knows. */
    public void dropServerAnswers() {
        change(Fault.ANSWERS_LOST);
    }

    /** Resets all connections, and refuses new ones, as a machine does where the server is down. */
    public void cutAndRefuse() {
        change(Fault.REFUSED);
        resetAll();
    }

    /** Resets all connections, and each new one as soon as it is accepted, as a balancer does that has no server left. */
    public void cutAndCloseNew() {
        change(Fault.CLOSED_AT_ONCE);
        resetAll();
    }

    /**
     * Resets one open connection, chosen at random; the others and new ones go on as before.
     *
     * @return whether there was one
     */
    public boolean cutOne() {
        List<ProxiedConnection> open = List.copyOf(connections);
        return !open.isEmpty() && reset(open.get(ThreadLocalRandom.current().nextInt(open.size())));
    }

    /**
     * Resets the open connection of an index, counted from 0 in the order of their acceptance.
     *
     * @return whether there was one
     */
    public boolean cutOne(int index) {
        List<ProxiedConnection> open = List.copyOf(connections);
        return index < open.size() && reset(open.get(index));
    }

    /** Returns how many connections are open now. */
    public int openConnections() {
        return connections.size();
    }

    /** Returns how many connections were accepted since the start, whatever became of them. */
    public long acceptedConnections() {
        return accepted.get();
    }

    /** Returns how many connections this proxy has reset of its own accord. */
    public long resetConnections() {
        return resets.get();
    }

    /** Resets all connections and frees the port. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        shut();
        line.change(Fault.REFUSED);
        resetAll();
    }

    private synchronized void change(Fault fault) {
        if (closed) {
            throw new IllegalStateException("The proxy is closed");
        }
        if (fault.door() == Fault.Door.SHUT) {
            shut();
        }
        line.change(fault);
        connections.stream().filter(ProxiedConnection::isHoled).forEach(this::reset);
        if (fault.door() != Fault.Door.SHUT) {
            open();
        }
    }

    private void open() {
        if (door != null) {
            return;
        }
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            door = opened;
            Thread thread = new Thread(() -> accept(opened), "freshet-fault-proxy " + port);
            thread.setDaemon(true);
            thread.start();
            doorman = thread;
        } catch (IOException e) {
            throw new ServerException("Cannot listen on port " + port, e);
        }
    }

    private void shut() {
        if (door != null) {
            try {
                door.close();
            } catch (IOException alreadyClosed) {
                // what was wanted
            }
            door = null;
            awaitDoorman();
        }
    }

    /** A socket that is closed while a thread accepts from it goes on listening until that thread has noticed. One that waits for us accepts no more. */
    private void awaitDoorman() {
        Thread accepting = doorman;
        long until = System.nanoTime() + DOORMAN_LIMIT_NANOS;
        try {
            while (accepting != null
                    && accepting.isAlive()
                    && accepting.getState() != Thread.State.BLOCKED
                    && System.nanoTime() - until < 0) {
                accepting.join(DOORMAN_STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket at) {
        while (!at.isClosed()) {
            try {
                accept(at.accept());
            } catch (IOException shut) {
                // the condition of the loop tells
            }
        }
    }

    private void accept(Socket client) {
        accepted.incrementAndGet();
        Socket server = line.fault().door() == Fault.Door.OPEN ? connect() : null;
        admit(client, server);
    }

    /** Never between a change of the fault and the resets that go with it. */
    private synchronized void admit(Socket client, @Nullable Socket server) {
        Fault.Door present = line.fault().door();
        if (present == Fault.Door.OPEN && server != null) {
            add(ProxiedConnection.between(client, server, line, connections::remove));
            return;
        }
        if (server != null) {
            ProxiedConnection.close(server, true);
        }
        if (present == Fault.Door.ACCEPTS_ONLY) {
            add(ProxiedConnection.toNobody(client, line, connections::remove));
        } else {
            resets.incrementAndGet();
            ProxiedConnection.close(client, true);
        }
    }

    private @Nullable Socket connect() {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_LIMIT_MILLIS);
            return server;
        } catch (IOException serverIsDown) {
            ProxiedConnection.close(server, true);
            return null;
        }
    }

    private void add(ProxiedConnection connection) {
        connections.add(connection);
        connection.start();
    }

    private void resetAll() {
        new ArrayList<>(connections).forEach(this::reset);
    }

    private boolean reset(ProxiedConnection connection) {
        resets.incrementAndGet();
        connection.reset();
        return true;
    }
}
