package io.freshet.salon.day.report;

import io.freshet.salon.day.check.Verdicts;
import io.freshet.salon.day.check.Verdicts.StaleAnswer;
import io.freshet.salon.day.check.Verdicts.StaleKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a day at the salon has shown; its JSON has this shape. Rates and shares are 0 to 1, latencies in microseconds.
 *
 * @param hitRate hits / (hits + misses)
 * @param queriesSaved 1 - statements of the reads / statements of the same reads at the source
 * @param staleAnswers answers that missed a write which had been acknowledged before they were asked for
 * @param errors requests that were not answered well, but for those of a killed instance that the other one answered
 * @param failovers requests that the other instance answered, because their own had been killed
 * @param unknownWrites writes whose connection was lost before they were answered
 * @param comparedAtEnd answers that were compared with the source after the load
 * @param wrongAtEnd those that differed; null if the run was interrupted before
 * @param latencyMicros of the server: of hits, and of reads that asked for the source; of the client: from the
 *     moment at which a request was due
 * @param invalidations transactions that made entries untrue, by the table that they wrote, whoever wrote it; empty if the database does
 *     not say
 * @param timeline what each second added
 * @param staleKinds the same by cache and by what was missed; an answer may be of several kinds
 * @param invalidationLagMicros from commit to effect, the worse of the instances; null if they do not say
 */
public record Report(
        String startedAt,
        double seconds,
        Machine machine,
        long reads,
        long writes,
        double hitRate,
        double queriesSaved,
        long staleAnswers,
        long longestStalenessMillis,
        long errors,
        long failovers,
        long unknownWrites,
        long comparedAtEnd,
        @Nullable Long wrongAtEnd,
        Latencies latencyMicros,
        @Nullable Lag invalidationLagMicros,
        Rates rates,
        List<CacheRow> caches,
        Map<String, Long> writesByKind,
        Map<String, Long> invalidations,
        List<Timeline.Moment> timeline,
        List<String> faults,
        List<StaleAnswer> staleExamples,
        List<StaleKind> staleKinds,
        List<String> errorExamples) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Where the time went. */
    public record Latencies(Latency cached, Latency uncached, Latency client) {}

    /** From the commit of a write until no instance serves what it made untrue. */
    public record Lag(double p50, double p99) {
        /** Returns the greater of both in each. */
        public Lag worse(Lag other) {
            return new Lag(Math.max(p50, other.p50), Math.max(p99, other.p99));
        }
    }

    /**
     * How much was asked for and how much was done.
     *
     * @param givenUp requests that were due but never sent, because all senders were waiting for answers
     */
    public record Rates(double readsPerSecondWanted, double readsPerSecond, double writesPerSecond, long givenUp) {}

    /** One cache. */
    public record CacheRow(
            String cache,
            long reads,
            long hits,
            long misses,
            double hitRate,
            double queriesPerRead,
            double queriesPerSourceRead,
            Latency cachedMicros,
            Latency uncachedMicros) {

        static CacheRow of(CacheTally tally) {
            return new CacheRow(
                    tally.cache(),
                    tally.reads(),
                    tally.hits(),
                    tally.misses(),
                    Tally.ratio(tally.hits(), tally.hits() + tally.misses()),
                    Tally.ratio(tally.queries(), tally.reads()),
                    tally.queriesPerSourceRead(),
                    Latency.of(tally.cachedMicros()),
                    Latency.of(tally.uncachedMicros()));
        }
    }

    /** What is known besides the counts. */
    public record Frame(
            String startedAt,
            double seconds,
            double readsPerSecondWanted,
            long givenUp,
            long comparedAtEnd,
            @Nullable Long wrongAtEnd,
            @Nullable Lag invalidationLag,
            Map<String, Long> invalidations,
            List<Timeline.Moment> timeline,
            List<String> faults) {}

    /** Puts together what was counted on this machine. */
    public static Report of(Frame frame, Tally tally, Verdicts verdicts) {
        return new Report(
                frame.startedAt(),
                frame.seconds(),
                Machine.here(),
                tally.reads(),
                tally.writes(),
                tally.hitRate(),
                tally.queriesSaved(),
                verdicts.staleAnswers(),
                verdicts.longestStaleness().toMillis(),
                tally.errors(),
                tally.failovers(),
                tally.unknownWrites(),
                frame.comparedAtEnd(),
                frame.wrongAtEnd(),
                new Latencies(tally.cached(), tally.uncached(), tally.client()),
                frame.invalidationLag(),
                new Rates(
                        frame.readsPerSecondWanted(),
                        tally.reads() / frame.seconds(),
                        tally.writes() / frame.seconds(),
                        frame.givenUp()),
                tally.caches().stream().map(CacheRow::of).toList(),
                tally.writesByKind(),
                frame.invalidations(),
                frame.timeline(),
                frame.faults(),
                verdicts.examples(),
                verdicts.kinds(),
                tally.errorExamples());
    }

    /** Whether nothing was stale, nothing wrong and nothing failed. */
    public boolean isClean() {
        return staleAnswers == 0 && errors == 0 && (wrongAtEnd == null || wrongAtEnd == 0);
    }

    public String toJson() {
        return json(this);
    }

    static String json(Object report) {
        return MAPPER.writeValueAsString(report);
    }

    /** Writes a text to a file, creating its folder. */
    public static void write(String text, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
