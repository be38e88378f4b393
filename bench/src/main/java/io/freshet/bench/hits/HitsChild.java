package io.freshet.bench.hits;

import io.freshet.bench.hits.Hits.Read;
import io.freshet.bench.hits.Readers.Sample;
import io.freshet.bench.report.Figures;
import io.freshet.bench.report.Json;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** The child JVM that measures one system and writes its {@link HitsResult} to a file. */
final class HitsChild {
    private static final int FIXED = 4;

    /** Figures' lengths until what is measured is compiled for good, beside all that the start of a system has left to compile. */
    private static final int UNTIL_COMPILED = 4;

    private final HitsSettings settings;

    private HitsChild(HitsSettings settings) {
        this.settings = settings;
    }

    static List<String> arguments(HitSystem system, int redisPort, HitsSettings settings, Path result) {
        List<String> arguments = new ArrayList<>(List.of(
                system.label(),
                Integer.toString(redisPort),
                result.toString(),
                settings.perFigure().toString()));
        settings.threads().forEach(count -> arguments.add(Integer.toString(count)));
        return arguments;
    }

    /** Takes what {@link #arguments} returns. */
    public static void main(String[] arguments) throws Exception {
        HitSystem system = HitSystem.named(arguments[0]);
        List<Integer> threads =
                Arrays.stream(arguments).skip(FIXED).map(Integer::valueOf).toList();
        HitsSettings settings = new HitsSettings(threads, Duration.parse(arguments[3]));
        try (Hits hits = system.open(Integer.parseInt(arguments[1]))) {
            Json.write(new HitsChild(settings).measure(system.label(), hits), Path.of(arguments[2]));
        }
        System.exit(0);
    }

    private HitsResult measure(String name, Hits hits) throws InterruptedException, ExecutionException {
        Map<Integer, Double> nanos = new TreeMap<>();
        Map<Integer, Double> bytes = new TreeMap<>();
        Map<Integer, Double> annotated = new TreeMap<>();
        Map<Integer, Double> perSecond = new TreeMap<>();
        measure(hits.local(), (threads, sample) -> {
            nanos.put(threads, Figures.round(sample.processorNanosPerRead()));
            bytes.put(threads, Figures.round(sample.bytesPerRead()));
        });
        measure(
                hits.annotated(),
                (threads, sample) -> annotated.put(threads, Figures.round(sample.processorNanosPerRead())));
        measure(hits.remote(), (threads, sample) -> perSecond.put(threads, Figures.round(sample.perSecond())));
        return new HitsResult(name, nanos, bytes, annotated, perSecond, hits.misses());
    }

    private void measure(@Nullable Read read, Note note) throws InterruptedException, ExecutionException {
        if (read == null) {
            return;
        }
        try (Readers readers = new Readers(1)) {
            readers.read(read, settings.perFigure().multipliedBy(UNTIL_COMPILED));
        }
        for (int threads : settings.threads()) {
            try (Readers readers = new Readers(threads)) {
                readers.read(read, settings.perFigure().dividedBy(2));
                note.take(threads, readers.read(read, settings.perFigure()));
            }
        }
    }

    private interface Note {
        void take(int threads, Sample sample);
    }
}
