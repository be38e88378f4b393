package io.freshet.bench.stale;

import io.freshet.bench.backend.Backend;
import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.option.Seconds;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Json;
import io.freshet.bench.report.Table;
import io.freshet.bench.system.Servers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code bench stale}: one PostgreSQL, one Redis, and one child JVM after the other for the systems. */
@Command(
        name = "stale",
        description = "Counts stale answers of two instances on one Redis and one PostgreSQL, for each system.",
        mixinStandardHelpOptions = true)
public final class StaleCommand implements Callable<Integer> {
    @Option(
            names = "--for",
            description = "How long each system is measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "20s",
            converter = Seconds.class)
    private Duration measured = Duration.ZERO;

    @Option(
            names = "--warm-up",
            description = "How long it runs before, without being judged (default: ${DEFAULT-VALUE}).",
            defaultValue = "10s",
            converter = Seconds.class)
    private Duration warmUp = Duration.ZERO;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--systems",
            split = ",",
            description = "Systems to measure, in this order (default: ${DEFAULT-VALUE}).",
            defaultValue = "spring-redis,spring-redis-immediate,jetcache,redisson,freshet")
    private List<String> systems = List.of();

    @Option(names = "--keys", description = "Rows that are read and written (default: ${DEFAULT-VALUE}).")
    private int keys = 64;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Override
    public Integer call() throws Exception {
        List<Peer> peers = Arguments.valid(spec, () -> Peer.named(Arguments.distinct(systems)));
        StaleSettings settings = Arguments.valid(spec, () -> StaleSettings.of(measured, warmUp, keys));
        List<StaleResult> results = new ArrayList<>();
        try (Backend backend = Backend.start()) {
            for (Peer peer : peers) {
                System.err.println("Measuring " + peer.label() + " for " + measured.toSeconds() + " s");
                results.add(measure(peer, settings, backend));
            }
        }
        System.out.print(table(results));
        report.write("stale", results);
        return 0;
    }

    private static StaleResult measure(Peer peer, StaleSettings settings, Backend backend)
            throws IOException, SQLException {
        Servers servers = backend.prepare(peer.label(), settings.keys());
        Path result = Files.createTempFile("freshet-bench", ".json");
        try {
            ChildJvm.run(StaleChild.class, StaleChild.arguments(peer, servers, settings, result));
            return Json.read(result, StaleResult.class);
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static Table table(List<StaleResult> results) {
        Table table = new Table(
                "system",
                "reads/s",
                "stale reads",
                "stale per million",
                "longest staleness",
                "wrong at end",
                "writes",
                "write p50",
                "write p99",
                "loads");
        results.forEach(result -> table.row(
                result.name(),
                Figures.text(result.readsPerSecond()),
                Figures.text(result.staleReads()),
                String.format(Locale.ROOT, "%,.1f", result.stalePerMillion()),
                Figures.text(result.longestStalenessMillis()),
                Integer.toString(result.wrongAtEnd()),
                Figures.text(result.writes()),
                Figures.text(result.writeMillisP50()),
                Figures.text(result.writeMillisP99()),
                Figures.text(result.loads())));
        return table;
    }
}
