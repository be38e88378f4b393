package io.freshet.bench.stale;

import io.freshet.bench.child.ChildJvm;
import io.freshet.bench.peer.Peer;
import io.freshet.bench.report.Json;
import io.freshet.bench.report.Report;
import io.freshet.bench.report.Table;
import io.freshet.bench.system.Servers;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

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

    @Option(names = "--report", description = "File to write the figures to, as JSON.")
    private @Nullable Path report;

    @Override
    public Integer call() throws Exception {
        List<Peer> peers = valid(() -> systems.stream().map(Peer::named).toList());
        StaleSettings settings = valid(() -> StaleSettings.of(measured, warmUp, keys));
        List<StaleResult> results = new ArrayList<>();
        try (RealPostgres postgres = RealPostgres.start();
                RealRedis redis = RealRedis.start()) {
            for (Peer peer : peers) {
                System.err.println("Measuring " + peer.label() + " for " + measured.toSeconds() + " s");
                results.add(measure(peer, settings, postgres, redis));
            }
        }
        System.out.print(table(results));
        if (report != null) {
            Report.here("stale", results).writeTo(report);
        }
        return 0;
    }

    private <T> T valid(Supplier<T> arguments) {
        try {
            return arguments.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
        }
    }

    private static StaleResult measure(Peer peer, StaleSettings settings, RealPostgres postgres, RealRedis redis)
            throws IOException, SQLException {
        redis.ask("FLUSHALL");
        postgres.createDatabase(peer.label());
        RegisterTable.create(postgres.dataSource(peer.label()), settings.keys());
        Path result = Files.createTempFile("freshet-bench", ".json");
        try {
            Servers servers = new Servers(redis.port(), postgres.jdbcUrl(peer.label()));
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
                String.format(Locale.ROOT, "%,d", result.readsPerSecond()),
                String.format(Locale.ROOT, "%,d", result.staleReads()),
                String.format(Locale.ROOT, "%,.1f", result.stalePerMillion()),
                String.format(Locale.ROOT, "%,.1f ms", result.longestStalenessMillis()),
                Integer.toString(result.wrongAtEnd()),
                String.format(Locale.ROOT, "%,d", result.writes()),
                String.format(Locale.ROOT, "%,.1f ms", result.writeMillisP50()),
                String.format(Locale.ROOT, "%,.1f ms", result.writeMillisP99()),
                String.format(Locale.ROOT, "%,d", result.loads())));
        return table;
    }
}
