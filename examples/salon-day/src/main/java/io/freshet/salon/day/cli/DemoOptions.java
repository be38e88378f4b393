package io.freshet.salon.day.cli;

import io.freshet.salon.day.server.Database;
import io.freshet.salon.day.server.Durations;
import io.freshet.salon.day.server.Fault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The options of the demo. Filled once by picocli, then only read. */
@Command
final class DemoOptions {
    private static final String REDIS_URL = "rediss?://.+";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the load runs, such as 60s or 5m; without it until Ctrl-C.")
    @Nullable
    Duration length;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write what was counted, as JSON.")
    @Nullable
    Path report;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "Where to write the same for people, as a page of HTML with charts.")
    @Nullable
    Path page;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Cached reads per second on average, two with each request; the peak has half as many again"
                    + " (default: ${DEFAULT-VALUE}).")
    double rate = 2_500;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            converter = DatabaseConverter.class,
            description = "An empty or earlier demo database to use instead of a PostgreSQL of its own:"
                    + " postgresql://user:password@host:port/database.")
    @Nullable
    Database postgres;

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "A Redis to use instead of one of its own: redis://host:port.")
    @Nullable
    String redis;

    @Option(
            names = "--fail",
            paramLabel = "WHAT:WHEN",
            converter = FaultConverter.class,
            description = "Breaks something: redis:20s-30s, instance-2:30s or instance-2:30s-40s. Repeatable.")
    List<Fault> faults = List.of();

    @Option(
            names = "--broken",
            description =
                    "The same salon on the framework's own cache, with evictions by hand as they are usually written:"
                            + " shows what is stale, and ends with 0 if it ran.")
    boolean broken;

    @Option(names = "--salon", paramLabel = "JAR", hidden = true, description = "The salon's jar.")
    @Nullable
    Path salon;

    /** Returns what is wrong with the options together, empty if nothing is. */
    String mistake() {
        if (!(rate >= 1 && rate <= 100_000)) {
            return "--rate must be between 1 and 100000 reads per second";
        }
        if (length != null && length.isZero()) {
            return "--for must be longer than nothing";
        }
        if (redis != null && !redis.matches(REDIS_URL)) {
            return "--redis: '" + redis + "' is not like redis://localhost:6379";
        }
        if (redis != null && faults.stream().anyMatch(fault -> fault.target().equals(Fault.REDIS))) {
            return "--fail redis breaks only a Redis that the demo has started; leave out --redis";
        }
        return "";
    }

    private static <T> T convert(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return DemoOptions.convert(value, Durations::parse);
        }
    }

    static final class DatabaseConverter implements ITypeConverter<Database> {
        @Override
        public Database convert(String value) {
            return DemoOptions.convert(value, Database::parse);
        }
    }

    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String value) {
            return DemoOptions.convert(value, Fault::parse);
        }
    }
}
