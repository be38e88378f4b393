package io.freshet.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that does not outlive this JVM, and the signals that tests send to it and to all that it has started.
 *
 * <p>A shutdown hook kills it; if the JVM is itself killed, {@link Watchdog} does. Thread-safe.
 */
final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

    private static boolean isHooked;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
        ALIVE.add(this);
        Watchdog.watch(pid());
    }

    /** Starts a process whose output and errors are appended to a file. */
    static ChildProcess start(List<String> command, Path directory, Path log) {
        return start(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    static ChildProcess start(ProcessBuilder builder) {
        hook();
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new ServerException("Cannot start " + builder.command(), e);
        }
    }

    /** A JVM that ends already starts nothing that could outlive it. */
    private static synchronized void hook() {
        if (isHooked) {
            return;
        }
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> ALIVE.forEach(ChildProcess::killWithoutWaiting), "freshet-testkit-servers"));
            isHooked = true;
        } catch (IllegalStateException e) {
            throw new ServerException("No server is started any more: this JVM ends", e);
        }
    }

    /**
     * Runs a command to its end.
     *
     * @return its output and errors
     * @throws ServerException if it does not end with 0
     */
    static String run(List<String> command) {
        hook();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) {
                throw new ServerException(String.join(" ", command) + " ended with " + exit + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new ServerException("Cannot run " + command, e);
        } catch (InterruptedException e) {
            throw ServerException.interrupted("running " + command, e);
        }
    }

    Process process() {
        return process;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and SIGKILL if that did not end it in ten seconds. A paused process is resumed first. */
    void stop() {
        stop("TERM");
    }

    void stop(String signal) {
        if (isAlive()) {
            resume();
            signal(signal, Set.of(pid()));
        }
        if (!ended()) {
            kill();
        }
        forget();
    }

    /** SIGKILL to the process and all that it has started, which works on paused ones too. */
    void kill() {
        if (isAlive()) {
            pause();
        }
        List<ProcessHandle> family = killWithoutWaiting();
        if (!ended()) {
            throw new ServerException("Process " + pid() + " is alive after SIGKILL");
        }
        Await.until(
                "the end of what " + pid() + " had started",
                () -> family.stream().noneMatch(ChildProcess::runs));
        forget();
    }

    /** SIGSTOP to the process and all that it has started, until none of their threads runs any more. */
    void pause() {
        Set<Long> paused = new HashSet<>();
        while (!paused.containsAll(family())) {
            Set<Long> found = family();
            signal("STOP", found);
            Await.until("the stop of " + found, () -> found.stream().allMatch(Threads::areStill));
            paused.addAll(found);
        }
    }

    /** SIGCONT to the process and all that it has started. */
    void resume() {
        signal("CONT", family());
    }

    private List<ProcessHandle> killWithoutWaiting() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        return descendants;
    }

    private Set<Long> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** A dead process that nobody has waited for yet still has a handle that is alive, but no command. */
    private static boolean runs(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    private void forget() {
        if (ALIVE.remove(this)) {
            Watchdog.forget(pid());
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw ServerException.interrupted("waiting for the end of process " + pid(), e);
        }
    }

    /** The system may know of an end before this JVM does. */
    private boolean endsSoon() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw ServerException.interrupted("waiting for the end of process " + pid(), e);
        }
    }

    /** Sends a signal. That one of several processes has just ended is no error. */
    private void signal(String name, Set<Long> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            run(command);
        } catch (ServerException e) {
            if (pids.size() == 1 && !endsSoon()) {
                throw e;
            }
        }
    }
}
