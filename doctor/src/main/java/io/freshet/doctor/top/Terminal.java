package io.freshet.doctor.top;

import java.io.PrintWriter;
import java.util.List;

/**
 * Where screens are shown: over each other in a terminal, below each other anywhere else. Not thread-safe.
 *
 * @param out gets them
 * @param isTerminal whether what is written can be written over
 */
record Terminal(PrintWriter out, boolean isTerminal) implements AutoCloseable {

    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String FORMER_SCREEN = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    void begin() {
        print(isTerminal ? OTHER_SCREEN : "");
    }

    void show(List<String> lines) {
        if (isTerminal) {
            print(HOME + String.join(REST_OF_LINE + "\n", lines) + REST_OF_LINE + REST_OF_SCREEN);
        } else {
            print(String.join("\n", lines) + "\n\n");
        }
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }

    /** What was there before is there again. */
    @Override
    public void close() {
        print(isTerminal ? FORMER_SCREEN : "");
    }
}
