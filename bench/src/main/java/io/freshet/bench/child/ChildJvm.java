package io.freshet.bench.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A JVM on the class path of this one, with the same heap for every system. It ends when this one ends. */
public final class ChildJvm {
    /** The option that turns logging off, for a benchmark that makes systems fail. */
    public static final String QUIET = "-Dfreshet.bench.log=OFF";

    /**
     * A smaller heap, all of whose pages the JVM has asked for before it begins, as one that has run for a while has. Else a short measurement is of
     * the first time that each page is written to, which costs those most that leave most to the collector, and the collector has nothing to do.
     */
    private static final List<String> TOUCHED_HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g");

    /** Which compilers may be used: what this JVM was told. Tests do without the second one, which is no gain to who lives for some seconds. */
    private static final List<String> COMPILERS = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
            .toList();

    private ChildJvm() {}

    /**
     * Runs a main class and waits for its end; its output is ours.
     *
     * @param options of the JVM, in place of the usual ones
     * @throws IllegalStateException if it does not end with 0
     */
    public static void run(Class<?> main, List<String> arguments, String... options) {
        int exit = exitOf(launch(builder(main, arguments, options).inheritIO()));
        if (exit != 0) {
            throw new IllegalStateException(main.getSimpleName() + " " + arguments + " ended with " + exit);
        }
    }

    /**
     * Starts a main class that answers {@link Requests}; its errors are ours.
     *
     * @param options of the JVM, such as {@link #QUIET}
     */
    public static RunningChild start(Class<?> main, List<String> arguments, String... options) {
        return new RunningChild(
                main.getSimpleName(), launch(builder(main, arguments, options).redirectError(Redirect.INHERIT)));
    }

    /** The same with a heap that is in use already. */
    public static RunningChild startWarm(Class<?> main, List<String> arguments, String... options) {
        return start(
                main,
                arguments,
                Stream.concat(TOUCHED_HEAP.stream(), Stream.of(options)).toArray(String[]::new));
    }

    private static ProcessBuilder builder(Class<?> main, List<String> arguments, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(COMPILERS);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            Thread hook = new Thread(process::destroyForcibly, "end-child-jvm");
            Runtime.getRuntime().addShutdownHook(hook);
            CompletableFuture<Void> unused = process.onExit().thenRun(() -> forget(hook));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + builder.command(), e);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException thisJvmEnds) {
            // then the hook has run, or will
        }
    }

    private static int exitOf(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a child JVM ran", e);
        }
    }
}
