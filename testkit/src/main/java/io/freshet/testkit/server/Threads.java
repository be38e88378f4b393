package io.freshet.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The threads of a process, as Linux shows them. Elsewhere nothing is known of any. */
final class Threads {
    private static final List<String> STILL = List.of("T", "t", "Z", "X");

    private Threads() {}

    /** Whether none of them runs: all are stopped or dead. A thread goes on for a moment after SIGSTOP was sent, longer on a busy machine. */
    static boolean areStill(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(Threads::isStill);
        } catch (IOException gone) {
            return true;
        }
    }

    private static boolean isStill(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // The name before the state is in brackets, and may have brackets and spaces in it.
            String state = stat.substring(stat.lastIndexOf(')') + 2);
            return STILL.stream().anyMatch(state::startsWith);
        } catch (IOException gone) {
            return true;
        }
    }
}
