package io.freshet.testkit.server;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Clears up after this JVM when it can no longer do so itself.
 *
 * <h2>The problem</h2>
 * A shutdown hook does not run when a JVM is ended by SIGKILL, and a server that survives keeps its port, its memory and its files.
 *
 * <h2>The idea</h2>
 * A small shell reads a pipe that only this JVM writes to: {@code + 4711} when a process starts, {@code - 4711} when it has ended. When
 * the JVM ends, however it ends, the system closes the pipe. The shell then kills what is left and all that descends from it, and deletes
 * the directory of this JVM. It ignores the signals that a terminal sends to all its processes.
 *
 * <p>Where there is no {@code sh}, only the shutdown hook of {@link ChildProcess} is left. Thread-safe.
 */
final class Watchdog {
    /** The system property by which a child JVM puts its directory into one of ours, should its own watchdog be killed with it. */
    static final String PARENT_DIRECTORY = "testkit.directory";

    private static final String SCRIPT = """
            trap '' HUP INT TERM
            family() {
                echo "$1"
                for child in $(ps -A -o ppid= -o pid= | awk -v parent="$1" '$1 == parent { print $2 }'); do
                    family "$child"
                done
            }
            left=' '
            while read -r sign pid; do
                case $sign in
                    +) left="$left$pid " ;;
                    -) left="${left%% $pid *} ${left#* $pid }" ;;
                esac
            done
            for pid in $left; do
                kill -STOP "$pid" && kill -KILL $(family "$pid")
            done
            rm -rf -- "$1"
            """;

    private static final Path DIRECTORY = createDirectory();
    private static final @Nullable Process SHELL = start();

    private Watchdog() {}

    static void watch(long pid) {
        tell("+ " + pid);
    }

    static void forget(long pid) {
        tell("- " + pid);
    }

    /** Creates an empty directory that does not outlive this JVM. */
    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(DIRECTORY, name);
        } catch (IOException e) {
            throw new ServerException("Cannot create a directory for " + name, e);
        }
    }

    /** Deletes a directory with all that is in it, as far as that can be done now. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException alreadyGone) {
            return;
        }
    }

    private static synchronized void tell(String line) {
        if (SHELL == null) {
            return;
        }
        try {
            SHELL.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            SHELL.getOutputStream().flush();
        } catch (IOException gone) {
            return; // then the shutdown hook is left
        }
    }

    private static Path createDirectory() {
        String parent = System.getProperty(PARENT_DIRECTORY, System.getProperty("java.io.tmpdir"));
        try {
            return Files.createTempDirectory(Path.of(parent), "freshet-testkit-");
        } catch (IOException e) {
            throw new ServerException("Cannot create a directory for servers", e);
        }
    }

    private static @Nullable Process start() {
        try {
            return new ProcessBuilder(List.of("sh", "-c", SCRIPT, "sh", DIRECTORY.toString()))
                    .directory(DIRECTORY.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noShell) {
            return null;
        }
    }
}
