package io.freshet.salon.day.report;

import java.io.PrintStream;

/** Prints lines, and one line that changes at the bottom where there is a terminal; elsewhere it becomes ordinary lines. Thread-safe. */
public final class Terminal {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean interactive;
    private boolean liveShown;
    private String lastStep = "";

    /**
     * Prints to a stream.
     *
     * @param interactive whether it is a terminal, on which a line can be written over
     */
    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    /** Prints a line for good. */
    public synchronized void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    /** Shows a line until the next one comes. */
    public synchronized void live(String text) {
        if (interactive) {
            clear();
            out.print(text);
            liveShown = true;
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** Shows what is being done; the same step again only changes its suffix, and only on a terminal. */
    public synchronized void step(String text, String suffix) {
        if (interactive) {
            live(text + suffix);
        } else if (!text.equals(lastStep)) {
            line(text);
        }
        lastStep = text;
    }

    private void clear() {
        if (liveShown) {
            out.print(CLEAR);
            liveShown = false;
        }
    }
}
