package io.freshet.doctor;

import java.util.function.Function;

/** How a report is written. */
enum Format {
    /** For people, in a terminal. */
    TEXT(TextReport::write),
    /** For programs. */
    JSON(Report::json);

    private final Function<Report, String> writer;

    Format(Function<Report, String> writer) {
        this.writer = writer;
    }

    String write(Report report) {
        return writer.apply(report);
    }
}
