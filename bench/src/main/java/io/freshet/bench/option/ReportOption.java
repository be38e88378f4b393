package io.freshet.bench.option;

import io.freshet.bench.report.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** The option {@code --report FILE}. */
public final class ReportOption {
    @Option(names = "--report", description = "File to write the figures to, as JSON.")
    private @Nullable Path report;

    /** Writes the report if one was asked for. */
    public <S extends Record> void write(String benchmark, List<S> systems) {
        if (report != null) {
            Report.here(benchmark, systems).writeTo(report);
        }
    }
}
