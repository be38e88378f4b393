package io.freshet.testkit.server;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A real {@code redis-server} process on 127.0.0.1 that a test can stop, kill, pause and start again on the same port, and that can
 * follow another one.
 *
 * <p>It keeps nothing on disk unless it was started by {@link #startKeepingData()} or with options of its own. The
 * executable is {@link RedisBinary#byDefault()} where none is named. It never outlives this JVM.
 *
 * <p>Thread-safe. All methods block until the server has done what was asked of it.
 */
public final class RealRedis implements AutoCloseable {
    private static final String LOG = "redis.log";
    private static final Duration PING_LIMIT = Duration.ofSeconds(2);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(10);

    private final RedisBinary binary;
    private final int port;
    private final List<String> arguments;
    private final Path directory;
    private @Nullable RealRedis master;
    private ChildProcess process;

    private RealRedis(
            RedisBinary binary, int port, List<String> arguments, Path directory, @Nullable RealRedis master) {
        this.binary = binary;
        this.port = port;
        this.arguments = arguments;
        this.directory = directory;
        this.master = master;
        this.process = launch();
        awaitReady();
    }

    /** Starts a server on a free port that forgets everything when it ends. */
    public static RealRedis start() {
        return start(RedisBinary.byDefault());
    }

    /** Starts a server on a free port that writes each command to its append-only file before it answers. */
    public static RealRedis startKeepingData() {
        return start(Ports.free(), "--appendonly", "yes", "--appendfsync", "always");
    }

    /**
     * Starts a server.
     *
     * @param options words of the server's command line, such as {@code "--maxmemory", "10mb"}; they win over ours
     * @throws ServerException if it does not answer within 30 seconds
     */
    public static RealRedis start(int port, String... options) {
        return start(RedisBinary.byDefault(), port, options);
    }

    /** Starts a server of a chosen executable on a free port. */
    public static RealRedis start(RedisBinary binary, String... options) {
        return start(binary, Ports.free(), options);
    }

    /** Starts a server of a chosen executable. */
    public static RealRedis start(RedisBinary binary, int port, String... options) {
        return start(binary, port, null, options);
    }

    /** Starts a replica on a free port, of the same executable as its master, and waits until it is in sync. */
    public static RealRedis startReplicaOf(RealRedis master, String... options) {
        RealRedis replica = start(master.binary, Ports.free(), master, options);
        replica.awaitInSync();
        return replica;
    }

    private static RealRedis start(RedisBinary binary, int port, @Nullable RealRedis master, String... options) {
        Path directory = Watchdog.newDirectory("redis");
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of("--bind", "127.0.0.1", "--dir", directory.toString(), "--daemonize", "no"));
        arguments.addAll(List.of("--save", "", "--appendonly", "no", "--repl-diskless-sync-delay", "0"));
        arguments.addAll(List.of(options));
        return new RealRedis(binary, port, arguments, directory, master);
    }

    /** Starts a sentinel, which writes what it learns into the file of its settings. */
    static RealRedis startSentinel(RedisBinary binary, List<String> settings) {
        Path directory = Watchdog.newDirectory("sentinel");
        int port = Ports.free();
        List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "dir " + directory));
        lines.addAll(settings);
        Path file = directory.resolve("sentinel.conf");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new ServerException("Cannot write " + file, e);
        }
        return new RealRedis(binary, port, List.of(file.toString(), "--sentinel"), directory, null);
    }

    /** Returns the executable. */
    public RedisBinary binary() {
        return binary;
    }

    /** Returns the port, the same over restarts. */
    public int port() {
        return port;
    }

    /** Returns {@code redis://127.0.0.1:<port>}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
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

    /** Starts the server again on the same port and data directory, ending it first if it runs; it follows whom it followed. */
    public synchronized void restart() {
        process.stop();
        process = launch();
        awaitReady();
    }

    /** Makes this server a replica ({@code REPLICAOF}) without waiting for its data, and so again after each restart. */
    public synchronized void follow(RealRedis newMaster) {
        ask("REPLICAOF 127.0.0.1 " + newMaster.port);
        master = newMaster;
    }

    /** Makes this server a master ({@code REPLICAOF NO ONE}), with the data that it has. */
    public synchronized void promote() {
        ask("REPLICAOF NO ONE");
        master = null;
    }

    /**
     * Waits until this replica has applied all that its master had written when this was called.
     *
     * @throws IllegalStateException if it was not told to follow one
     * @throws ServerException if that takes more than 30 seconds
     */
    public void awaitInSync() {
        RealRedis followed;
        synchronized (this) {
            followed = master;
        }
        if (followed == null) {
            throw new IllegalStateException("Redis on port " + port + " follows nobody; call follow(master) first");
        }
        long written = Long.parseLong(followed.info("replication", "master_repl_offset"));
        Await.until(
                "the replica on port " + port,
                () -> info("replication", "master_link_status").equals("up")
                        && Long.parseLong(info("replication", "slave_repl_offset")) >= written);
    }

    /** Closes all connections of a type ({@code normal}, {@code pubsub}, {@code replica}, {@code master}) from the server's side. */
    public void killClients(String type) {
        ask("CLIENT KILL TYPE " + type);
    }

    /** Returns a field of {@code INFO}, such as {@code ("replication", "master_replid")}; empty if it is not there. */
    public String info(String section, String field) {
        return ask("INFO " + section)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Returns whether the server answers {@code PING} within two seconds. */
    public boolean isAnswering() {
        try {
            return isRunning() && ask("PING", PING_LIMIT).equals("PONG");
        } catch (ServerException down) {
            return false;
        }
    }

    /**
     * Sends one inline command over a connection of its own.
     *
     * @return the reply without its type mark: {@code PONG}, {@code 1}, the bulk string; empty for a nil; the items of an array as lines
     * @throws ServerException if Redis answers with an error, or not within ten seconds
     */
    public String ask(String command) {
        return ask(command, ASK_LIMIT);
    }

    private String ask(String command, Duration limit) {
        try (RedisConnection connection = RedisConnection.to(port, limit)) {
            return text(connection.line(command));
        } catch (IOException | ServerException e) {
            throw failed(command, e);
        }
    }

    /** Sends a command of words over a connection of its own. */
    @Nullable
    Object call(List<String> words) {
        try (RedisConnection connection = RedisConnection.to(port, ASK_LIMIT)) {
            return connection.call(words);
        } catch (IOException | ServerException e) {
            throw failed(String.join(" ", words.subList(0, Math.min(4, words.size()))), e);
        }
    }

    /** Ends the server and deletes its data. Closing twice does nothing. */
    @Override
    public synchronized void close() {
        process.stop();
        Watchdog.delete(directory);
    }

    private ServerException failed(String command, Exception e) {
        return new ServerException(
                "Redis on port " + port + (e instanceof IOException ? " did not answer " : " refused ") + command + ": "
                        + e.getMessage(),
                e);
    }

    private static String text(@Nullable Object reply) {
        if (reply instanceof List<?> items) {
            return String.join("\n", items.stream().map(RealRedis::text).toList());
        }
        return Objects.toString(reply, "");
    }

    private ChildProcess launch() {
        List<String> command = new ArrayList<>(List.of(binary.path().toString()));
        command.addAll(arguments);
        if (master != null) {
            command.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(master.port)));
        }
        return ChildProcess.start(command, directory, directory.resolve(LOG));
    }

    private void awaitReady() {
        try {
            Await.until("Redis on port " + port, () -> !process.isAlive() || isAnswering());
        } catch (ServerException e) {
            process.kill();
            throw e;
        }
        if (!process.isAlive()) {
            throw new ServerException("Redis did not start on port " + port + ":\n" + log());
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve(LOG));
        } catch (IOException e) {
            return "(no log)";
        }
    }
}
