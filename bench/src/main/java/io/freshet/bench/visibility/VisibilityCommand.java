package io.freshet.bench.visibility;

import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.option.Seconds;
import io.freshet.bench.peer.Peer;
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
import java.util.concurrent.Callable;

/** {@code bench visibility}: and for each system two pairs of child JVMs, each pair with servers of its own. */
@Command(
        name = "visibility",
        description =
                "Measures how soon another instance sees a write, and whether it does when connections are killed.",
        mixinStandardHelpOptions = true)
public final class VisibilityCommand implements Callable<Integer> {
    @Option(names = "--writes", description = "Writes that are timed (default: ${DEFAULT-VALUE}).")
    private int writes = 1_000;

    @Option(names = "--kills", description = "Writes during which connections are killed (default: ${DEFAULT-VALUE}).")
    private int kills = 1_000;

    @Option(
            names = "--settle",
            description = "Time after which a write must be visible in spite of a kill (default: ${DEFAULT-VALUE}).",
            defaultValue = "2s",
            converter = Seconds.class)
    private Duration settle = Duration.ZERO;

    @Option(
            names = "--systems",
            split = ",",
            description = "Systems to measure, in this order (default: ${DEFAULT-VALUE}).",
            defaultValue = "spring-redis,spring-redis-immediate,jetcache,redisson,freshet")
    private List<String> systems = List.of();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Peer> peers = Arguments.valid(spec, () -> Peer.named(Arguments.distinct(systems)));
        VisibilitySettings settings = Arguments.valid(spec, () -> new VisibilitySettings(writes, kills, settle));
        List<VisibilityResult> results = new ArrayList<>();
        try (Lanes lanes = Lanes.start()) {
            for (Peer peer : peers) {
                System.err.println("Measuring " + peer.label() + ": " + writes + " writes and " + kills + " kills");
                results.add(new VisibilityRun(peer, settings).measure(lanes.prepare(peer.label(), settings.rows())));
            }
        }
        System.out.print(table(results));
        report.write("visibility", results);
        return 0;
    }

    private static Table table(List<VisibilityResult> results) {
        Table table = new Table(
                "system",
                "visible p50",
                "visible p99",
                "worst",
                "after return p50",
                "after return p99",
                "write p50",
                "kills",
                "connections",
                "failed writes",
                "stale after kill");
        results.forEach(result -> table.row(
                result.name(),
                Figures.text(result.p50Millis()),
                Figures.text(result.p99Millis()),
                Figures.text(result.worstMillis()),
                Figures.text(result.afterAckP50Millis()),
                Figures.text(result.afterAckP99Millis()),
                Figures.text(result.writeP50Millis()),
                Figures.text(result.kills()),
                Figures.text(result.connectionsKilled()),
                Figures.text(result.failedWrites()),
                Figures.text(result.staleAfterKill())));
        return table;
    }
}
