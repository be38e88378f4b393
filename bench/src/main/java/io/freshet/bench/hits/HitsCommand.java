package io.freshet.bench.hits;

import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.option.Arguments;
import io.freshet.bench.option.ReportOption;
import io.freshet.bench.option.Seconds;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Json;
import io.freshet.bench.report.Table;
import io.freshet.testkit.server.RealRedis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code bench hits}: one Redis, and one child JVM after the other for the systems. */
@Command(
        name = "hits",
        description = "Measures what a hit costs: in process, through an annotated method, and from Redis.",
        mixinStandardHelpOptions = true)
public final class HitsCommand implements Callable<Integer> {
    @Option(
            names = "--for",
            description = "How long each figure is measured (default: ${DEFAULT-VALUE}).",
            converter = Seconds.class,
            defaultValue = "1s")
    private Duration perFigure = Duration.ZERO;

    @Option(
            names = "--threads",
            split = ",",
            description = "How many threads read at once (default: ${DEFAULT-VALUE}).",
            defaultValue = "1,2,8,64")
    private List<Integer> threads = List.of();

    @Option(
            names = "--systems",
            split = ",",
            description = "Systems to measure, in this order (default: ${DEFAULT-VALUE}).",
            defaultValue = "caffeine,lettuce,spring-redis,jetcache,redisson,freshet")
    private List<String> systems = List.of();

    @Mixin
    private final ReportOption report = new ReportOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<HitSystem> chosen = Arguments.valid(spec, () -> HitSystem.named(Arguments.distinct(systems)));
        HitsSettings settings = Arguments.valid(spec, () -> new HitsSettings(threads, perFigure));
        List<HitsResult> results = new ArrayList<>();
        try (RealRedis redis = RealRedis.start()) {
            for (HitSystem system : chosen) {
                System.err.println("Measuring " + system.label() + " with " + settings.threads() + " threads");
                redis.ask("FLUSHALL");
                results.add(measure(system, settings, redis.port()));
            }
        }
        System.out.print(table(results, settings));
        results.stream()
                .filter(result -> result.misses() > 0)
                .forEach(result -> System.out.println(
                        result.name() + ": " + Figures.text(result.misses()) + " reads were answered by the loader"));
        report.write("hits", results);
        return 0;
    }

    private static HitsResult measure(HitSystem system, HitsSettings settings, int redisPort) throws IOException {
        Path result = Files.createTempFile("freshet-bench", ".json");
        try {
            ChildJvm.run(HitsChild.class, HitsChild.arguments(system, redisPort, settings, result));
            return Json.read(result, HitsResult.class);
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static Table table(List<HitsResult> results, HitsSettings settings) {
        Table table = new Table("system", "threads", "L1, ns", "L1, bytes", "annotated L1, ns", "L2 per second");
        for (HitsResult result : results) {
            for (int count : settings.threads()) {
                table.row(
                        result.name(),
                        Integer.toString(count),
                        text(result.l1Nanos(), count),
                        text(result.l1Bytes(), count),
                        text(result.l1AnnotatedNanos(), count),
                        text(result.l2PerSecond(), count));
            }
        }
        return table;
    }

    private static String text(Map<Integer, Double> figures, int threads) {
        Double figure = figures.get(threads);
        return figure == null ? "-" : Figures.text(Math.round(figure));
    }
}
