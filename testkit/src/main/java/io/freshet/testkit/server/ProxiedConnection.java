package io.freshet.testkit.server;

import io.freshet.testkit.server.Fault.Direction;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A connection of a client, and the one to the server that belongs to it.
 *
 * <p>In each direction one thread reads and one writes, so that a delay is not added up over the bytes that wait. Bytes that were
 * swallowed leave a hole, and no real network shows a stream with a hole: from then on the connection can only be reset. Thread-safe.
 */
final class ProxiedConnection {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int CHUNKS = 256;

    private final Socket client;
    private final @Nullable Socket server;
    private final FaultLine line;
    private final Consumer<ProxiedConnection> ended;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicInteger openWays = new AtomicInteger(2);
    private final Set<Direction> holes = ConcurrentHashMap.newKeySet();

    private ProxiedConnection(
            Socket client, @Nullable Socket server, FaultLine line, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.line = line;
        this.ended = ended;
    }

    /** Returns a connection to nobody: what the client sends stays in its pipe for ever. */
    static ProxiedConnection toNobody(Socket client, FaultLine line, Consumer<ProxiedConnection> ended) {
        ProxiedConnection connection = new ProxiedConnection(client, null, line, ended);
        connection.holes.add(Direction.REQUESTS);
        return connection;
    }

    /** Returns a connection where nothing flows before {@link #start()}. */
    static ProxiedConnection between(Socket client, Socket server, FaultLine line, Consumer<ProxiedConnection> ended) {
        return new ProxiedConnection(client, server, line, ended);
    }

    void start() {
        if (server != null) {
            startWay(Direction.REQUESTS, client, server);
            startWay(Direction.ANSWERS, server, client);
        }
    }

    boolean isHoled() {
        return !holes.isEmpty();
    }

    /** Ends it by a reset to both sides; what is under way is lost. */
    void reset() {
        end(true);
    }

    private void startWay(Direction direction, Socket from, Socket to) {
        BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>(CHUNKS);
        startThread(direction + " in", () -> read(from, queue));
        startThread(direction + " out", () -> write(direction, queue, to));
    }

    private void startThread(String name, Way way) {
        Thread thread = new Thread(() -> run(way), "freshet-fault-proxy " + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        if (!open.get()) {
            thread.interrupt();
        }
    }

    private void run(Way way) {
        try {
            way.run();
        } catch (IOException broken) {
            end(true);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of the stream and its reset travel as the bytes do, so that a fault delays or swallows them too. */
    private static void read(Socket from, BlockingQueue<Chunk> queue) throws InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        Chunk chunk;
        do {
            chunk = read(from, buffer);
            queue.put(chunk);
        } while (!chunk.isLast());
    }

    private static Chunk read(Socket from, byte[] buffer) {
        try {
            int count = from.getInputStream().read(buffer);
            return new Chunk(Arrays.copyOf(buffer, Math.max(0, count)), false, System.nanoTime());
        } catch (IOException broken) {
            return new Chunk(new byte[0], true, System.nanoTime());
        }
    }

    private void write(Direction direction, BlockingQueue<Chunk> queue, Socket to)
            throws IOException, InterruptedException {
        to.setTcpNoDelay(true);
        while (open.get()) {
            Chunk chunk = queue.take();
            if (write(direction, chunk, to) && chunk.isLast()) {
                to.shutdownOutput();
                if (openWays.decrementAndGet() == 0) {
                    end(false);
                }
                return;
            }
        }
    }

    /** Returns whether it all went on; if not, it is swallowed. */
    private boolean write(Direction direction, Chunk chunk, Socket to) throws IOException, InterruptedException {
        int size = chunk.bytes().length;
        int sent = 0;
        do {
            int piece =
                    line.admit(direction, chunk.arrivedNanos(), Math.max(1, size - sent), () -> holes.add(direction));
            if (piece == 0) {
                return false;
            }
            if (chunk.isReset() || holes.contains(direction)) {
                end(true);
                return false;
            }
            to.getOutputStream().write(chunk.bytes(), sent, Math.min(piece, size - sent));
            sent += piece;
        } while (sent < size);
        return true;
    }

    private void end(boolean byReset) {
        if (open.getAndSet(false)) {
            close(client, byReset);
            if (server != null) {
                close(server, byReset);
            }
            threads.forEach(Thread::interrupt);
            ended.accept(this);
        }
    }

    static void close(Socket socket, boolean byReset) {
        try {
            if (byReset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException alreadyClosed) {
            return;
        }
    }

    /** Bytes that came in together; none for the end of the stream. */
    private record Chunk(byte[] bytes, boolean isReset, long arrivedNanos) {
        boolean isLast() {
            return bytes.length == 0;
        }
    }

    private interface Way {
        void run() throws IOException, InterruptedException;
    }
}
