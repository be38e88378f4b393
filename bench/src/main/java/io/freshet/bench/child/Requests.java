package io.freshet.bench.child;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/** The requests that a child JVM receives from its {@link RunningChild}. Not thread-safe. */
public final class Requests {
    static final String CLOCK = "clock";

    private final BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    private final PrintStream answers = System.out;

    private Requests() {
        System.setOut(System.err);
    }

    /** Takes the standard streams; whatever else prints goes to standard error from now on. */
    public static Requests fromParent() {
        return new Requests();
    }

    /** Answers until the parent has no more requests. What the handler throws ends it. */
    public void serve(Handler handler) throws Exception {
        for (String line = next(); line != null; line = next()) {
            String[] words = line.strip().split(" ", 2);
            long[] numbers = words.length == 2 ? Numbers.parse(words[1]) : new long[0];
            long[] answer = words[0].equals(CLOCK) ? new long[] {System.nanoTime()} : handler.answer(words[0], numbers);
            answers.println(Numbers.join(answer));
        }
    }

    private @Nullable String next() throws IOException {
        return requests.readLine();
    }

    /** Does what a request asks for. */
    @FunctionalInterface
    public interface Handler {
        long[] answer(String verb, long[] numbers) throws Exception;
    }

    /** Returns what to throw for a request that a child does not know. */
    public static IllegalArgumentException unknown(String verb, long[] numbers) {
        return new IllegalArgumentException("There is no request '" + verb + "' " + Arrays.toString(numbers));
    }
}
