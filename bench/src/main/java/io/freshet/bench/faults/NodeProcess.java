package io.freshet.bench.faults;

import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.child.RunningChild;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An instance as its own process: it can be paused, killed and started again. Not thread-safe. */
final class NodeProcess implements AutoCloseable {

    private final NodeSettings settings;
    private final Path journals;
    private RunningChild child;
    private final List<Path> written = new ArrayList<>();

    NodeProcess(NodeSettings settings, Path journals) {
        this.settings = settings;
        this.journals = journals;
        this.child = launch();
    }

    private RunningChild launch() {
        Path journal = journals.resolve(settings.name() + "-" + written.size() + ".journal");
        written.add(journal);
        NodeSettings now = new NodeSettings(
                settings.name(), settings.redis(), settings.jdbcUrl(), settings.schema(), settings.bound(), journal);
        RunningChild started = ChildJvm.start(
                NodeChild.class, now.arguments(), ChildJvm.QUIET, "-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");
        started.requireSameClock();
        return started;
    }

    /** The journals of all its lives. */
    List<Path> journals() {
        return List.copyOf(written);
    }

    void write(boolean on) {
        child.ask(NodeChild.WRITE, on ? 1 : 0);
    }

    void flush() {
        child.ask(NodeChild.FLUSH);
    }

    int wrong() {
        return (int) child.ask(NodeChild.WRONG)[0];
    }

    long hits() {
        return child.ask(NodeChild.TALLY)[0];
    }

    boolean isRelay() {
        return child.ask(NodeChild.TALLY)[3] == 1;
    }

    void starve(Duration duration) {
        child.ask(NodeChild.STARVE, duration.toMillis());
    }

    /** SIGSTOP. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        child.handle().destroyForcibly();
        child.handle().onExit().join();
    }

    /** Starts a killed instance again, under the same name and with a journal of its own. */
    void restart() {
        child = launch();
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(child.handle().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("Cannot send SIG" + name + " to " + settings.name());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot send SIG" + name + " to " + settings.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
