package io.freshet.testkit.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real {@code redis-server} process on 127.0.0.1 that a test can stop, kill, pause and start again on the same port.
 *
 * <p>It keeps nothing on disk unless it was started by {@link #startKeepingData()} or with options of its own. The
 * server is the one that embedded-redis carries; the system property {@code freshet.redis.server} names another
 * executable (Valkey, a newer Redis). It never outlives this JVM.
 *
 * <p>Thread-safe. All methods block until the server has done what was asked of it.
 */
public final class RealRedis implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int ANSWER_LIMIT_MILLIS = 2_000;
    private static final String LOG = "redis.log";

    private final int port;
    private final List<String> options;
    private final Path directory;
    private ChildProcess process;

    private RealRedis(int port, List<String> options, Path directory) {
        this.port = port;
        this.options = options;
        this.directory = directory;
        this.process = launch();
        awaitReady();
    }

    /** Starts a server on a free port that forgets everything when it ends. */
    public static RealRedis start() {
        return start(freePort());
    }

    /** Starts a server on a free port that writes each command to its append-only file before it answers. */
    public static RealRedis startKeepingData() {
        return start(freePort(), "--appendonly", "yes", "--appendfsync", "always");
    }

    /**
     * Starts a server.
     *
     * @param options words of the server's command line, such as {@code "--maxmemory", "10mb"}; they win over ours
     * @throws ServerException if it does not answer within 20 seconds
     */
    public static RealRedis start(int port, String... options) {
        try {
            return new RealRedis(port, List.of(options), Files.createTempDirectory("freshet-redis"));
        } catch (IOException e) {
            throw new ServerException("Cannot create a data directory for Redis", e);
        }
    }

    /** Returns the port, the same over restarts. */
    public int port() {
        return port;
    }

    /** Returns the process id, another one after each restart. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Returns whether the process exists; a paused one does. */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the server by SIGTERM and waits for its end. */
    public synchronized void stop() {
        process.stop();
    }

    /** Ends the server by SIGKILL, as a crash would. */
    public synchronized void kill() {
        process.kill();
    }

    /** Freezes the server by SIGSTOP: connections stay open, nothing is answered. */
    public synchronized void pause() {
        process.pause();
    }

    /** Lets a paused server go on. */
    public synchronized void resume() {
        process.resume();
    }

    /** Starts the server again on the same port and data directory, ending it first if it runs. */
    public synchronized void restart() {
        process.stop();
        process = launch();
        awaitReady();
    }

    /**
     * Sends one inline command over a connection of its own.
     *
     * @return the reply without its type mark: {@code PONG}, {@code 1}, the bulk string; empty for a nil
     * @throws ServerException if Redis answers with an error, or not within two seconds
     */
    public String ask(String command) {
        try {
            return tryToAsk(command);
        } catch (IOException e) {
            throw new ServerException("Redis on port " + port + " did not answer " + command, e);
        }
    }

    /** Ends the server and deletes its data. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        process.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    file.deleteOnExit();
                }
            });
        } catch (IOException | UncheckedIOException alreadyGone) {
            directory.toFile().deleteOnExit();
        }
    }

    private ChildProcess launch() {
        List<String> command = new ArrayList<>(List.of(
                RedisExecutable.path().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no",
                "--dir",
                directory.toString()));
        command.addAll(options);
        return ChildProcess.start(command, directory, directory.resolve(LOG));
    }

    private void awaitReady() {
        long start = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
                process.kill();
                throw new ServerException("Redis did not start on port " + port + ":\n" + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private boolean isReady() {
        try {
            return process.isAlive() && tryToAsk("PING").equals("PONG");
        } catch (IOException | ServerException notYet) {
            return false;
        }
    }

    private String tryToAsk(String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_LIMIT_MILLIS);
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return reply(
                    command,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
        }
    }

    private static String reply(String command, BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null || first.isEmpty()) {
            throw new IOException("The connection was closed without a reply");
        }
        if (first.charAt(0) == '-') {
            throw new ServerException("Redis answered " + command + " with " + first);
        }
        if (first.charAt(0) != '$') {
            return first.substring(1);
        }
        char[] bulk = new char[Math.max(0, Integer.parseInt(first.substring(1)))];
        int length = 0;
        while (length < bulk.length) {
            int count = in.read(bulk, length, bulk.length - length);
            if (count < 0) {
                throw new IOException("The reply ended after " + length + " of " + bulk.length + " characters");
            }
            length += count;
        }
        return new String(bulk);
    }

    private String log() {
        try {
            return Files.readString(directory.resolve(LOG));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new ServerException("No free port", e);
        }
    }
}
