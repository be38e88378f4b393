package io.freshet.bench.audit;

import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.run.AuditRun;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Json;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;

/** One audit in a JVM of its own, with the options that {@code ./freshet audit} gives it. */
final class AuditChild {

    /** As the launcher has them. */
    static final String[] OPTIONS = {"-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    private AuditChild() {}

    static List<String> arguments(Path classes, List<Path> libraries, Path result) {
        String all = String.join(
                File.pathSeparator, libraries.stream().map(Path::toString).toList());
        return List.of(classes.toString(), all, result.toString());
    }

    /** Audits the folder, with its libraries, and writes the figures into the file. */
    public static void main(String[] arguments) {
        AuditRun run = new AuditRun().path(Path.of(arguments[0]));
        String[] libraries = arguments[1].split(File.pathSeparator, -1);
        for (String library : libraries) {
            run.library(Path.of(library));
        }
        Audited audited = run.audit();
        String report = Format.JSON.write(audited, run.sourceFolders());
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        if (report.isEmpty()) {
            throw new IllegalStateException("there is no report");
        }
        double seconds = Figures.round(millis / 1e3);
        Json.write(
                new AuditResult(
                        "",
                        audited.coverage().classes(),
                        libraries.length,
                        audited.coverage().entries(),
                        audited.coverage().cachedReads(),
                        audited.findings().size(),
                        seconds,
                        seconds,
                        Figures.round(peakHeap() / (double) (1 << 20))),
                Path.of(arguments[2]));
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }
}
