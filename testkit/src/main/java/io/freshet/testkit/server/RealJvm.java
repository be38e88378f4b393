package io.freshet.testkit.server;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A child JVM on the class path of this one, which a test can talk to by lines, pause and kill. It never outlives this JVM.
 *
 * <p>The child reads lines from its standard input and writes lines to its standard output, both in UTF-8. Its errors go to a file that
 * stands in every {@link ServerException}, or to the errors of this JVM.
 *
 * <p>Thread-safe, though lines go to whoever asks first.
 */
public final class RealJvm implements AutoCloseable {
    private final String name;
    private final ChildProcess process;
    private final @Nullable Path errors;
    private final Writer in;
    private final BlockingQueue<Line> out = new LinkedBlockingQueue<>();

    private RealJvm(String name, ChildProcess process, @Nullable Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.in = process.process().outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readLines, "lines of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a JVM with the default settings. */
    public static RealJvm start(Class<?> main, String... arguments) {
        return builder(main).arguments(arguments).start();
    }

    public static Builder builder(Class<?> main) {
        return new Builder(main);
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process exists; a paused one does. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /**
     * Writes a line to its standard input. Blocks while the pipe is full.
     *
     * @throws ServerException if it has ended
     */
    public void send(String line) {
        synchronized (in) {
            try {
                in.write(line + "\n");
                in.flush();
            } catch (IOException e) {
                throw new ServerException(name + " does not listen any more" + report(), e);
            }
        }
    }

    /** Ends its standard input, as many programs take for a sign to end. */
    public void endInput() {
        synchronized (in) {
            try {
                in.close();
            } catch (IOException alreadyEnded) {
                return;
            }
        }
    }

    /**
     * Waits for the next line of its standard output.
     *
     * @throws ServerException if it ends, or says nothing within the limit
     */
    public String readLine(Duration limit) {
        return awaitLine(line -> true, limit);
    }

    /**
     * Waits for a line of its standard output; lines before it are dropped.
     *
     * @throws ServerException if it ends, or does not say it within the limit
     */
    public String awaitLine(Predicate<String> wanted, Duration limit) {
        long start = System.nanoTime();
        while (true) {
            Line line = next(limit.toNanos() - (System.nanoTime() - start));
            if (line == null) {
                throw new ServerException(name + " did not say it within " + limit + report());
            }
            if (line.text() == null) {
                out.add(line); // the end is there for everyone
                throw new ServerException(name + " ended" + report());
            }
            if (wanted.test(line.text())) {
                return line.text();
            }
        }
    }

    /** Freezes it, and all that it has started, by SIGSTOP: connections stay open, clocks run on. */
    public void pause() {
        process.pause();
    }

    /** Lets it go on. */
    public void resume() {
        process.resume();
    }

    /** Ends it, and all that it has started, by SIGKILL: no shutdown hook runs. */
    public void kill() {
        process.kill();
    }

    /** Ends it by SIGTERM, so that its shutdown hooks run, and waits for its end. */
    public void stop() {
        process.stop();
    }

    /**
     * Waits until it ends by itself.
     *
     * @return its exit status; 128 and the signal's number if a signal ended it
     * @throws ServerException if it does not end within the limit
     */
    public int awaitExit(Duration limit) {
        try {
            if (!process.process().waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ServerException(name + " did not end within " + limit + report());
            }
        } catch (InterruptedException e) {
            throw ServerException.interrupted("waiting for the end of " + name, e);
        }
        process.stop();
        return process.process().exitValue();
    }

    /** Ends it by SIGTERM if it runs. Closing twice does nothing. */
    @Override
    public void close() {
        stop();
        endInput();
    }

    private void readLines() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.add(new Line(line));
            }
        } catch (IOException closed) {
            // as when it ends
        } finally {
            out.add(Line.END);
        }
    }

    private @Nullable Line next(long nanos) {
        try {
            return out.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw ServerException.interrupted("waiting for a line of " + name, e);
        }
    }

    private String report() {
        if (errors == null) {
            return "";
        }
        try {
            return ":\n" + Files.readString(errors);
        } catch (IOException e) {
            return "";
        }
    }

    /** A line of the output, or its end. */
    private record Line(@Nullable String text) {
        private static final Line END = new Line(null);
    }

    /** Settings of a {@link RealJvm}. Mutable, not thread-safe; what it starts is. */
    public static final class Builder {
        private final Class<?> main;
        private List<String> options = List.of();
        private List<String> arguments = List.of();
        private String classPath = System.getProperty("java.class.path");
        private boolean errorsToOurs;

        private Builder(Class<?> main) {
            this.main = main;
        }

        /** Sets options of the JVM, such as {@code -Xmx1g}. */
        public Builder options(String... value) {
            options = List.of(value);
            return this;
        }

        /** Sets the arguments of the main method. */
        public Builder arguments(String... value) {
            arguments = List.of(value);
            return this;
        }

        /** Sets the class path; that of this JVM unless it is set. */
        public Builder classPath(String value) {
            classPath = value;
            return this;
        }

        /** Lets its errors appear among those of this JVM. */
        public Builder errorsToOurs() {
            errorsToOurs = true;
            return this;
        }

        /** Starts it, without waiting for a sign of life. */
        public RealJvm start() {
            Path directory = Watchdog.newDirectory("jvm");
            Path errors = directory.resolve("errors.log");
            ProcessBuilder builder = new ProcessBuilder(command(directory));
            builder.redirectError(
                    errorsToOurs ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.to(errors.toFile()));
            return new RealJvm(main.getSimpleName(), ChildProcess.start(builder), errorsToOurs ? null : errors);
        }

        private List<String> command(Path directory) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add("-D" + Watchdog.PARENT_DIRECTORY + "=" + directory);
            command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8"));
            command.addAll(List.of("-cp", classPath));
            command.add(main.getName());
            command.addAll(arguments);
            return command;
        }
    }
}
