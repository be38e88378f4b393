package io.freshet.salon.day.cli;

import io.freshet.salon.day.report.Report;

import java.util.function.Consumer;

/**
 * What a command does once the servers run, and what becomes of it.
 *
 * @param <R> what it has shown
 */
interface Programme<R> {

    /** Lets one day or several go by. */
    R run(DemoRun run);

    /** Returns the JSON of what was shown. */
    String json(R shown);

    /** Returns the report that the page is made of. */
    Report page(R shown);

    /** Whether the command has succeeded; {@code terminal} is told what should be said of it. */
    boolean isGood(R shown, Consumer<String> terminal);
}
