package io.freshet.bench.capture;

import io.freshet.bench.backend.Backend;
import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.option.Seconds;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code bench capture}: one PostgreSQL, one Redis, and a child JVM for each system, in turns. */
@Command(
        name = "capture",
        description = "Measures what it costs a writer that its writes are captured.",
        mixinStandardHelpOptions = true)
public final class CaptureCommand implements Callable<Integer> {
    @Option(names = "--rounds", description = "Rounds that are measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 10;

    @Option(
            names = "--round",
            description = "How long each system writes in a round (default: ${DEFAULT-VALUE}).",
            defaultValue = "5s",
            converter = Seconds.class)
    private Duration round = Duration.ZERO;

    @Option(
            names = "--warm-up",
            description = "How long each system writes before the first round (default: ${DEFAULT-VALUE}).",
            defaultValue = "60s",
            converter = Seconds.class)
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--writers", description = "Threads that write at once (default: ${DEFAULT-VALUE}).")
    private int writers = 4;

    @Option(names = "--rows", description = "Rows of a bulk statement (default: ${DEFAULT-VALUE}).")
    private int rows = 100_000;

    @Option(
            names = "--sights",
            description = "Writes past the application that are timed until seen (default: ${DEFAULT-VALUE}).")
    private int sights = 500;

    @Option(
            names = "--systems",
            split = ",",
            description = "Systems to measure (default: ${DEFAULT-VALUE}).",
            defaultValue = "none,capture,triggers,capture-redis,triggers-redis")
    private List<String> systems = List.of();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<CaptureSystem> chosen = Arguments.valid(spec, () -> CaptureSystem.named(Arguments.distinct(systems)));
        CaptureSettings settings =
                Arguments.valid(spec, () -> new CaptureSettings(rounds, round, warmUp, writers, rows, sights));
        List<CaptureResult> results;
        try (Backend backend = Backend.start(settingsFor(chosen))) {
            results = results(chosen, new CaptureRun(settings).measure(chosen, backend));
        }
        System.out.print(table(results));
        report.write("capture", results);
        return 0;
    }

    private static Map<String, String> settingsFor(List<CaptureSystem> systems) {
        return systems.stream().anyMatch(CaptureSystem::readsTheLog) ? Map.of("wal_level", "logical") : Map.of();
    }

    private static List<CaptureResult> results(List<CaptureSystem> systems, List<CaptureFigures> figures) {
        int none = systems.indexOf(CaptureSystem.NONE);
        List<CaptureResult> results = new ArrayList<>();
        for (int i = 0; i < systems.size(); i++) {
            results.add(CaptureResult.of(systems.get(i).label(), figures.get(i), none < 0 ? null : figures.get(none)));
        }
        return results;
    }

    private static Table table(List<CaptureResult> results) {
        Table table = new Table(
                "system",
                "transactions/s",
                "of none",
                "p50",
                "p99",
                "client",
                "server",
                "bulk",
                "of none",
                "visible p50",
                "visible p99",
                "known statement");
        results.forEach(result -> table.row(
                result.name(),
                Figures.text((long) result.transactionsPerSecond()),
                text(result.shareOfNone(), "%.1f %%"),
                Figures.text(result.p50Millis()),
                Figures.text(result.p99Millis()),
                text(result.clientMicros(), "%.0f us"),
                text(result.serverMicros(), "%.0f us"),
                Figures.text(result.bulkMillis()),
                text(result.bulkRatio(), "x %.2f"),
                text(result.visibleP50Millis(), "%.1f ms"),
                text(result.visibleP99Millis(), "%.1f ms"),
                text(result.knownStatementNanos(), "%.0f ns")));
        return table;
    }

    private static String text(@Nullable Double figure, String format) {
        return figure == null ? "" : String.format(Locale.ROOT, format, figure);
    }
}
