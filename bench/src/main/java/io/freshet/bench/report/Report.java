package io.freshet.bench.report;

import java.nio.file.Path;
import java.util.List;

/**
 * What a benchmark found; the JSON of every benchmark has this shape.
 *
 * <pre>{@code
 * {"benchmark": "stale", "machine": {"cores": 2, "memory": "23.5 GB", "os": "...", "java": "..."}, "systems": [{"name": "...", ...}]}
 * }</pre>
 *
 * @param benchmark the subcommand
 * @param machine where it ran
 * @param systems one row for each system, a record whose first component is {@code name}
 */
public record Report<S extends Record>(String benchmark, Machine machine, List<S> systems) {
    public Report {
        systems = List.copyOf(systems);
    }

    /** Returns a report of this machine. */
    public static <S extends Record> Report<S> here(String benchmark, List<S> systems) {
        return new Report<>(benchmark, Machine.here(), systems);
    }

    public String toJson() {
        return Json.write(this);
    }

    /** Writes the JSON to a file, creating its folder. */
    public void writeTo(Path file) {
        Json.write(this, file);
    }
}
