package io.freshet.testkit.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A process that does not outlive this JVM, and the signals that tests send to it. Thread-safe. */
final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "freshet-testkit-servers"));
    }

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    static ChildProcess start(List<String> command, Path directory, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            ALIVE.add(process);
            return new ChildProcess(process);
        } catch (IOException e) {
            throw new ServerException("Cannot start " + command, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and SIGKILL if that did not end it in ten seconds. A paused process is resumed first. */
    void stop() {
        if (isAlive()) {
            resume();
            process.destroy();
        }
        if (!ended()) {
            kill();
        }
        ALIVE.remove(process);
    }

    /** SIGKILL, which works on a paused process too. */
    void kill() {
        process.destroyForcibly();
        if (!ended()) {
            throw new ServerException("Process " + pid() + " is alive after SIGKILL");
        }
        ALIVE.remove(process);
    }

    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private boolean ended() {
        try {
            return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw ServerException.interrupted("waiting for the end of process " + pid(), e);
        }
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (exit != 0 && isAlive()) {
                throw new ServerException("kill -" + name + " " + pid() + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new ServerException("Cannot send SIG" + name + " to " + pid(), e);
        } catch (InterruptedException e) {
            throw ServerException.interrupted("sending SIG" + name + " to " + pid(), e);
        }
    }
}
