package io.freshet.bench.groups;

import io.freshet.bench.backend.Backend;
import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code bench groups}: one PostgreSQL, one Redis, and one child JVM after the other for the systems. */
@Command(
        name = "groups",
        description =
                "Measures the invalidation of 1,000 entries that belong together, beside few and many other keys.",
        mixinStandardHelpOptions = true)
public final class GroupsCommand implements Callable<Integer> {
    @Option(
            names = "--keys",
            split = ",",
            description = "How many keys the server holds in all, one row each (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000,3000000")
    private List<Integer> keys = List.of();

    @Option(names = "--repetitions", description = "Invalidations that are measured (default: ${DEFAULT-VALUE}).")
    private int repetitions = 7;

    @Option(
            names = "--systems",
            split = ",",
            description = "Systems to measure, in this order (default: ${DEFAULT-VALUE}).",
            defaultValue = "scan-unlink,keys-del,spring-clear-keys,spring-clear-scan,freshet")
    private List<String> systems = List.of();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Approach> approaches = Arguments.valid(spec, () -> Approach.named(Arguments.distinct(systems)));
        GroupsSettings settings = Arguments.valid(spec, () -> new GroupsSettings(keys, repetitions));
        List<GroupsResult> results = new ArrayList<>();
        try (Backend backend = Backend.start()) {
            for (Approach approach : approaches) {
                System.err.println("Measuring " + approach.label() + " beside " + settings.keys() + " keys");
                results.add(measure(approach, settings, backend));
            }
        }
        System.out.print(table(results));
        report.write("groups", results);
        return 0;
    }

    private static GroupsResult measure(Approach approach, GroupsSettings settings, Backend backend)
            throws IOException, SQLException {
        Servers servers = backend.prepare(approach.label(), 1);
        Path result = Files.createTempFile("freshet-bench", ".json");
        try {
            ChildJvm.run(GroupsChild.class, GroupsChild.arguments(approach, servers, settings, result));
            return Json.read(result, GroupsResult.class);
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static Table table(List<GroupsResult> results) {
        Table table = new Table(
                "system", "keys", "call, median", "worst", "worst stall of others", "when quiet", "wrong reads");
        results.forEach(result -> result.rows()
                .forEach(row -> table.row(
                        result.name(),
                        Figures.text(row.keys()),
                        Figures.text(row.millis()),
                        Figures.text(row.worstMillis()),
                        Figures.text(row.worstStallMillis()),
                        Figures.text(row.quietWorstMillis()),
                        Figures.text(row.wrongReads()))));
        return table;
    }
}
