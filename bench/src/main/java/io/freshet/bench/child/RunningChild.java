package io.freshet.bench.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.concurrent.TimeUnit;

/**
 * A child JVM that is asked for things, one after the other. Requests and answers are lines of words and numbers over its
 * standard input and output; {@link Requests} is the other end. Not thread-safe.
 */
public final class RunningChild implements AutoCloseable {
    private static final int SECONDS_TO_END = 10;

    private final String name;
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    RunningChild(String name, Process process) {
        this.name = name;
        this.process = process;
        this.requests = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Sends a request and waits for the answer. */
    public long[] ask(String verb, long... numbers) {
        tell(verb, numbers);
        return answer();
    }

    /** Sends a request; {@link #answer} must follow. So several children work at once. */
    public void tell(String verb, long... numbers) {
        try {
            requests.write(verb + " " + Numbers.join(numbers) + "\n");
            requests.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " ended before it was asked to " + verb, e);
        }
    }

    /** Waits for the answer to what was told. */
    public long[] answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException(name + " ended without an answer");
            }
            return Numbers.parse(line);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what " + name + " answers", e);
        }
    }

    /**
     * Checks that instants which the child took are comparable with those taken here: on Linux {@link System#nanoTime()}
     * is CLOCK_MONOTONIC, one for all processes.
     *
     * @throws IllegalStateException if they are not
     */
    public void requireSameClock() {
        long before = System.nanoTime();
        long there = ask(Requests.CLOCK)[0];
        long after = System.nanoTime();
        if (there - before < 0 || after - there < 0) {
            throw new IllegalStateException("System.nanoTime() of two JVMs differs on this machine: asked at " + before
                    + ", " + name + " answered " + there + ", received at " + after);
        }
    }

    /** Returns the process, to signal it. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Lets the child end by itself, or ends it. */
    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
