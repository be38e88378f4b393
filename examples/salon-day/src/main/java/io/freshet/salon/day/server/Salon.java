package io.freshet.salon.day.server;

import io.freshet.salon.day.http.Answer;
import io.freshet.salon.day.http.Connection;
import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.http.Request;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An instance of the salon in a JVM of its own. Thread-safe. */
public final class Salon implements AutoCloseable {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int LAST_LINES = 30;
    private static final String STARTED = ": Started ";
    private static final byte[] HEALTH = Request.get("/actuator/health").bytes();
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** Which compilers may be used: what this JVM was told. Tests do without the second one. */
    private static final List<String> COMPILERS = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
            .toList();

    private final Instance instance;
    private final List<String> command;
    private final Path log;
    private @Nullable Process process;
    private volatile int startOfLog;

    /**
     * Describes an instance that does not run yet.
     *
     * @param arguments of the application
     * @param log where its output goes
     */
    Salon(String name, int port, Path jar, List<String> arguments, Path log) {
        this.instance = new Instance(name, port, this::isAlive);
        this.command = command(jar, arguments);
        this.log = log;
        instance.expect(false);
    }

    public Instance instance() {
        return instance;
    }

    public Path log() {
        return log;
    }

    /** Returns the process id of the JVM, 0 before it is first started. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Starts the JVM; {@link #awaitHealthy} waits until it answers. */
    public synchronized void start() {
        try {
            startOfLog = Files.exists(log) ? Files.readString(log).length() : 0;
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new StageException("Cannot start " + command, e);
        }
    }

    /**
     * Waits until it says that it is healthy.
     *
     * @param waiting is run again and again meanwhile
     * @throws StageException with the last lines of the log, if it ends or does not answer in time
     */
    public void awaitHealthy(Runnable waiting) {
        long start = System.nanoTime();
        try (Connection connection = new Connection(instance.address(), Duration.ofSeconds(5))) {
            while (!isHealthy(connection)) {
                if (!isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
                    throw new StageException(instance.name() + (isAlive() ? " does not answer" : " has ended")
                            + ". The last lines of " + log + ":\n" + lastLines());
                }
                waiting.run();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
        instance.expect(true);
    }

    /** Ends it by SIGKILL, as a crash would; its clients are told just before. */
    public synchronized void kill() {
        instance.expect(false);
        if (process != null) {
            process.destroyForcibly();
            await(process);
        }
    }

    /** Ends it by SIGTERM, and by SIGKILL if that takes too long. */
    @Override
    public synchronized void close() {
        instance.expect(false);
        if (process != null && process.isAlive()) {
            process.destroy();
            if (!await(process)) {
                process.destroyForcibly();
                await(process);
            }
        }
    }

    private boolean isHealthy(Connection connection) {
        try {
            Answer answer = new Answer();
            connection.exchange(HEALTH, answer);
            return answer.isOk() && saysStarted();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whoever answers on the port may be somebody else, who has just taken it. */
    private boolean saysStarted() throws IOException {
        return Files.readString(log).indexOf(STARTED, startOfLog) >= 0;
    }

    private String lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    private static boolean await(Process ending) {
        try {
            return ending.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending.destroyForcibly();
            return false;
        }
    }

    private static List<String> command(Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own: Ctrl-C is for the demo, which then ends its instances in order.
            command.add(SETSID.toString());
        }
        command.add(JAVA);
        // On a small machine the serial collector leaves the cores to the work.
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Duser.timezone=UTC"));
        command.addAll(COMPILERS);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }
}
