package io.freshet.bench.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM on the class path of this one, with the same heap for every system. It ends when this one ends. */
public final class ChildJvm {
    private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g");

    private ChildJvm() {}

    /**
     * Runs a main class and waits for its end; its output is ours.
     *
     * @throws IllegalStateException if it does not end with 0
     */
    public static void run(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        int exit = exitOf(command);
        if (exit != 0) {
            throw new IllegalStateException(main.getSimpleName() + " " + arguments + " ended with " + exit);
        }
    }

    private static int exitOf(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            Thread hook = new Thread(process::destroyForcibly, "end-child-jvm");
            Runtime.getRuntime().addShutdownHook(hook);
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            return exit;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a child JVM ran", e);
        }
    }
}
