package io.freshet.bench.audit;

import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Json;
import io.freshet.bench.report.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code bench audit}: an application is made and compiled, and audited in JVMs of its own, one after the other. */
@Command(
        name = "audit",
        description = "Measures the audit of made applications: the time from the start of its JVM, and its heap.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    @Option(
            names = "--classes",
            split = ",",
            description = "How many classes the applications have (default: ${DEFAULT-VALUE}).",
            defaultValue = "300,7000")
    private List<Integer> classes = List.of();

    @Option(names = "--repetitions", description = "Audits of each that are measured (default: ${DEFAULT-VALUE}).")
    private int repetitions = 3;

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Arguments.valid(spec, () -> {
            if (repetitions < 1 || classes.stream().anyMatch(size -> size < MadeApplication.SLICE)) {
                throw new IllegalArgumentException("--repetitions is at least 1, and --classes at least "
                        + MadeApplication.SLICE + ", which is one slice of the application");
            }
            return repetitions;
        });
        List<Path> libraries = libraries();
        List<AuditResult> results = new ArrayList<>();
        for (int size : classes) {
            Path folder = Files.createTempDirectory("freshet-bench-audit");
            try {
                System.err.println("Making an application of " + size + " classes");
                new MadeApplication(size).compile(folder);
                results.add(measure(folder, libraries));
            } finally {
                delete(folder);
            }
        }
        System.out.print(table(results));
        report.write("audit", results);
        return 0;
    }

    /** The jars that this benchmark stands on: as many and as large as those of an application. */
    private static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .flatMap(AuditCommand::expanded)
                .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
                .distinct()
                .toList();
    }

    /** The launcher starts a jar whose manifest names the others in a folder beside it. */
    private static Stream<Path> expanded(String element) {
        Path path = Path.of(element).toAbsolutePath();
        Path beside = path.resolveSibling("lib");
        if (!Files.isDirectory(beside)) {
            return Stream.of(path);
        }
        try (Stream<Path> jars = Files.list(beside)) {
            return jars.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private AuditResult measure(Path folder, List<Path> libraries) throws IOException {
        List<AuditResult> runs = new ArrayList<>();
        for (int run = 0; run < repetitions; run++) {
            System.err.println("Audit " + (run + 1) + " of " + repetitions);
            Path result = Files.createTempFile("freshet-bench", ".json");
            try {
                ChildJvm.run(AuditChild.class, AuditChild.arguments(folder, libraries, result), AuditChild.OPTIONS);
                runs.add(Json.read(result, AuditResult.class));
            } finally {
                Files.deleteIfExists(result);
            }
        }
        runs.sort(Comparator.comparing(AuditResult::seconds));
        AuditResult median = runs.get((runs.size() - 1) / 2);
        return new AuditResult(
                Figures.text(median.classes()) + " classes",
                median.classes(),
                median.libraries(),
                median.entries(),
                median.cachedReads(),
                median.findings(),
                median.seconds(),
                runs.get(runs.size() - 1).seconds(),
                runs.stream().mapToDouble(AuditResult::peakHeapMegabytes).max().orElse(0));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Table table(List<AuditResult> results) {
        Table table = new Table(
                "application", "libraries", "entry points", "cached reads", "findings", "median", "worst", "peak heap");
        results.forEach(result -> table.row(
                result.name(),
                Figures.text(result.libraries()),
                Figures.text(result.entries()),
                Figures.text(result.cachedReads()),
                Figures.text(result.findings()),
                seconds(result.seconds()),
                seconds(result.worstSeconds()),
                String.format(Locale.ROOT, "%.0f MB", result.peakHeapMegabytes())));
        return table;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
