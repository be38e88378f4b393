package io.freshet.bench.faults;

import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.option.Seconds;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Table;
import io.freshet.testkit.server.ServerException;
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

/** {@code bench faults}: real servers and three instances, one fault after the other, and a check of every read. */
@Command(
        name = "faults",
        description = "Breaks real servers and instances in many ways and checks every read for staleness.",
        mixinStandardHelpOptions = true)
public final class FaultsCommand implements Callable<Integer> {

    private static final Duration LEAST_BOUND = Duration.ofMillis(250);

    @Option(
            names = "--bound",
            description = "The staleness bound in seconds, 0.25s at least (default: ${DEFAULT-VALUE}).",
            defaultValue = "1s",
            converter = Seconds.class)
    private Duration bound = Duration.ZERO;

    @Option(
            names = "--stages",
            split = ",",
            description = "Deployments to break (default: all; ${COMPLETION-CANDIDATES}).")
    private List<Deployment> stages = List.of(Deployment.values());

    @Option(names = "--only", description = "Only faults whose names contain this text.")
    private String only = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Override
    public Integer call() throws Exception {
        Arguments.valid(spec, this::checkedBound);
        List<Row> rows = new ArrayList<>();
        boolean complete = true;
        for (Deployment deployment : stages) {
            complete &= tried(deployment, rows);
        }
        System.out.print(table(rows));
        report.write("faults", List.of(new FaultsResult("Freshet", bound.toMillis(), rows)));
        return complete && rows.stream().allMatch(Row::isKept) ? 0 : 1;
    }

    private Duration checkedBound() {
        if (bound.compareTo(LEAST_BOUND) < 0) {
            throw new IllegalArgumentException("--bound is " + bound.toMillis() + " ms, but must be 0.25s or more");
        }
        return bound;
    }

    /** Tries the faults of a deployment; one that could not be tried to its end ends this deployment, and the table says so. */
    private boolean tried(Deployment deployment, List<Row> rows) throws Exception {
        System.err.println("Starting " + deployment.words());
        try (Stage stage = deployment.start(bound)) {
            RowRun run = new RowRun(stage, bound);
            for (Fault fault : stage.faults()) {
                if (fault.name().contains(only)) {
                    System.err.println("  " + fault.name());
                    rows.add(run.of(fault));
                }
            }
            return true;
        } catch (IllegalStateException | ServerException e) {
            System.err.println("The faults of " + deployment.words() + " were not tried to the end: " + e);
            return false;
        }
    }

    private static Table table(List<Row> rows) {
        Table table = new Table(
                "fault",
                "reads",
                "writes",
                "stale beyond bound",
                "lost invalidations",
                "longest staleness",
                "longest without cache",
                "stale after ack",
                "strict stale",
                "hits");
        rows.forEach(row -> table.row(
                row.fault(),
                Figures.text(row.reads()),
                Figures.text(row.writes()),
                Figures.text(row.staleBeyondBound()),
                Figures.text(row.lostInvalidations()),
                Figures.text(row.longestStalenessMillis()),
                Figures.text(row.longestWithoutCacheMillis()),
                Figures.text(row.staleAfterAcknowledge()),
                Figures.text(row.staleStrict()),
                Math.round(row.hitPercent()) + " %"));
        return table;
    }
}
