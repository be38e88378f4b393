package io.freshet.bench.stampede;

import io.freshet.bench.backend.Backend;
import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code bench stampede}: one PostgreSQL, one Redis, and two child JVMs for each system. */
@Command(
        name = "stampede",
        description = "Counts the loads of a value that many callers of two instances miss at once.",
        mixinStandardHelpOptions = true)
public final class StampedeCommand implements Callable<Integer> {
    @Option(names = "--rounds", description = "Stampedes that are measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 10;

    @Option(names = "--callers", description = "Callers of each instance (default: ${DEFAULT-VALUE}).")
    private int callers = 100;

    @Option(
            names = "--systems",
            split = ",",
            description = "Systems to measure, in this order (default: ${DEFAULT-VALUE}).",
            defaultValue = "spring-redis-sync,spring-redis-locking,jetcache-protected,redisson,freshet")
    private List<String> systems = List.of();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Peer> peers = Arguments.valid(spec, () -> Peer.named(Arguments.distinct(systems)));
        StampedeSettings settings = Arguments.valid(spec, () -> new StampedeSettings(rounds, callers));
        List<StampedeResult> results = new ArrayList<>();
        try (Backend backend = Backend.start()) {
            for (Peer peer : peers) {
                System.err.println("Measuring " + peer.label() + ": " + rounds + " rounds");
                results.add(StampedeRun.measure(peer, settings, backend.prepare(peer.label(), 1)));
            }
        }
        System.out.print(table(results));
        report.write("stampede", results);
        return 0;
    }

    private static Table table(List<StampedeResult> results) {
        Table table = new Table(
                "system", "callers", "loads, worst", "loads, median", "all done, median", "worst", "wrong answers");
        results.forEach(result -> table.row(
                result.name(),
                Figures.text(result.callers()),
                Figures.text(result.loads()),
                Figures.text(result.loadsMedian()),
                Figures.text(result.allDoneMillis()),
                Figures.text(result.allDoneWorstMillis()),
                Figures.text(result.wrongAnswers())));
        return table;
    }
}
