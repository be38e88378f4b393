package io.freshet.salon.day.server;

import io.freshet.salon.day.http.Instance;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.ServerException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The processes of the demo: PostgreSQL and Redis, unless they are somewhere else, and two instances of the salon. Closing it ends them and
 * deletes their files, but for the logs if {@link #keepLogs} was called. Thread-safe.
 */
public final class Stage implements AutoCloseable {
    private static final int FIRST_PORT = 8081;
    private static final String DATABASE = "salon";
    private static final String UNPACKED = "salon";

    private final Path directory;
    private final List<Salon> salons = new ArrayList<>();
    private @Nullable RealPostgres postgres;
    private @Nullable RealRedis redis;
    private @Nullable Database database;
    private @Nullable String redisUrl;
    private boolean keepsLogs;
    private boolean closed;

    private Stage(Path directory) {
        this.directory = directory;
    }

    /** Makes a stage on which nothing runs. */
    public static Stage empty() {
        try {
            return new Stage(Files.createTempDirectory("freshet-demo"));
        } catch (IOException e) {
            throw new StageException("Cannot create a temporary directory", e);
        }
    }

    /**
     * Starts everything and waits until both instances answer.
     *
     * @param jar the salon
     * @param external a PostgreSQL that runs already, or null to start one
     * @param externalRedis the URL of a Redis that runs already, or null to start one
     * @param progress is told what is being done
     * @throws StageException if anything does not start
     */
    public void open(Path jar, @Nullable Database external, @Nullable String externalRedis, Consumer<String> progress) {
        progress.accept("PostgreSQL");
        Database base = external != null ? external : startPostgres();
        progress.accept("Redis");
        String url = externalRedis != null ? externalRedis : startRedis();
        Path unpacked = unpacked(jar);
        synchronized (this) {
            requireOpen();
            database = base;
            redisUrl = url;
            addSalons(unpacked, base, url);
        }
        // Both at once: while the first to come fills the database, the other gets as far as its own start takes it.
        String what = "two instances of the salon";
        progress.accept(what);
        salons().forEach(this::startUnlessClosed);
        salons().forEach(salon -> salon.awaitHealthy(() -> progress.accept(what)));
    }

    public synchronized List<Salon> salons() {
        return List.copyOf(salons);
    }

    public List<Instance> instances() {
        return salons().stream().map(Salon::instance).toList();
    }

    /** Returns where PostgreSQL is, once the stage is open. */
    public synchronized Database database() {
        if (database == null) {
            throw new IllegalStateException("The stage is not open");
        }
        return database;
    }

    /** Returns where Redis is, once the stage is open. */
    public synchronized String redisUrl() {
        if (redisUrl == null) {
            throw new IllegalStateException("The stage is not open");
        }
        return redisUrl;
    }

    /** Returns the Redis that was started here, null if it is somewhere else. */
    public synchronized @Nullable RealRedis redis() {
        return redis;
    }

    /** Starts an instance, also one that was killed. */
    public synchronized void startUnlessClosed(Salon salon) {
        requireOpen();
        salon.start();
    }

    /** Leaves the logs where they are when the stage is closed, and returns where that is. */
    public synchronized Path keepLogs() {
        keepsLogs = true;
        return directory;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        salons.parallelStream().forEach(Salon::close);
        if (redis != null) {
            endRedisStartedByHand(redis);
            redis.close();
        }
        closePostgres();
        delete(keepsLogs ? directory.resolve(UNPACKED) : directory);
    }

    private synchronized Database startPostgres() {
        requireOpen();
        postgres = RealPostgres.start();
        postgres.createDatabase(DATABASE);
        return Database.parse("postgresql://" + RealPostgres.USER + "@localhost:" + postgres.port() + "/" + DATABASE);
    }

    private synchronized String startRedis() {
        requireOpen();
        redis = RealRedis.start();
        return "redis://localhost:" + redis.port();
    }

    /**
     * Unpacks the jar with its own tools. An instance then starts in three quarters of the processor time, and does not mind if the jar is built anew
     * while the demo runs.
     *
     * @return the jar to start, with its libraries beside it
     */
    private Path unpacked(Path jar) {
        Path unpacked = directory.resolve(UNPACKED);
        Path log = directory.resolve("unpack.log");
        List<String> command = List.of(
                Salon.JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", unpacked.toString());
        try {
            Process unpacking = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (unpacking.waitFor() != 0) {
                throw new StageException("Cannot unpack " + jar + " to " + unpacked + ":\n" + Files.readString(log));
            }
            return unpacked.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new StageException("Cannot unpack " + jar + " to " + unpacked, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("Unpacking " + jar + " was interrupted", e);
        }
    }

    private void addSalons(Path jar, Database base, String url) {
        int first = Ports.freeFrom(FIRST_PORT);
        int second = Ports.freeFrom(first + 1);
        String origins = "http://localhost:" + first + ",http://localhost:" + second;
        for (int number = 1; number <= 2; number++) {
            String name = "instance-" + number;
            int port = number == 1 ? first : second;
            List<String> arguments = List.of(
                    "--spring.profiles.active=demo",
                    "--server.port=" + port,
                    "--spring.datasource.url=" + base.jdbcUrl(),
                    "--spring.datasource.username=" + base.user(),
                    "--spring.datasource.password=" + base.password(),
                    // Who comes second waits for as long as the data take.
                    "--spring.flyway.lock-retry-count=-1",
                    "--spring.data.redis.url=" + url,
                    "--freshet.instance=" + name,
                    "--freshet.console.address=http://localhost:" + port + "/freshet",
                    "--salon.demo.instances=" + origins,
                    // The demo may run for days; its load keeps its connections and its tokens.
                    "--salon.jwt.lifetime=365d",
                    "--server.tomcat.max-keep-alive-requests=-1",
                    "--server.tomcat.keep-alive-timeout=-1");
            salons.add(new Salon(name, port, jar, arguments, directory.resolve(name + ".log")));
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StageException("The demo is ending");
        }
    }

    private void closePostgres() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (ServerException endedAlready) {
                // Its own shutdown hook may have been faster.
            }
        }
    }

    /** Ends a Redis on our port that is not ours: somebody tried the command that the demo prints. */
    private static void endRedisStartedByHand(RealRedis redis) {
        if (!redis.isRunning() && Ports.answers(redis.port())) {
            try {
                redis.ask("SHUTDOWN NOSAVE");
            } catch (ServerException itEndsWithoutAReply) {
                // That is what it should do.
            }
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException alreadyGone) {
            directory.toFile().deleteOnExit();
        }
    }
}
