package io.freshet.salon.day.cli;

import io.freshet.salon.day.load.Comparison;
import io.freshet.salon.day.load.Load;
import io.freshet.salon.day.report.Report;
import io.freshet.salon.day.report.Terminal;
import io.freshet.salon.day.report.Timeline;
import io.freshet.salon.day.report.Words;
import io.freshet.salon.day.server.Actuator;
import io.freshet.salon.day.server.Fault;
import io.freshet.salon.day.server.Faults;
import io.freshet.salon.day.server.OutboxCounts;
import io.freshet.salon.day.server.Stage;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The servers, and the days at the salon that go by on them, each from its first customer to its summary. Used by one thread; any other may interrupt it. */
final class DemoRun {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(1_500);

    /** How long a day is if the load goes on until somebody ends it. */
    private static final Duration ENDLESS = Duration.ofMinutes(2);

    private final DemoOptions options;
    private final Stage stage;
    private final Terminal terminal;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile @Nullable Load running;

    DemoRun(DemoOptions options, Stage stage, Terminal terminal) {
        this.options = options;
        this.stage = stage;
        this.terminal = terminal;
    }

    /** Ends the load early; the summary is still printed. */
    void interrupt() {
        Load load = running;
        if (load != null) {
            load.abandon();
        }
        interrupted.countDown();
    }

    boolean isInterrupted() {
        return interrupted.getCount() == 0;
    }

    /** Starts the servers. */
    void open(Path salon) {
        long start = System.nanoTime();
        stage.open(
                salon,
                options.postgres,
                options.redis,
                what -> terminal.step("starting " + what, " ... " + since(start).toSeconds() + " s"));
        Guide.lines(stage).forEach(terminal::line);
    }

    /**
     * Lets a day go by and returns what it has shown.
     *
     * @param length null if it goes on until somebody ends it
     * @param breaks what fails meanwhile
     */
    Report day(@Nullable Duration length, List<Fault> breaks) {
        Load load = new Load(stage.instances(), options.rate, length == null ? ENDLESS : length);
        running = load;
        load.open(what -> terminal.step("opening the salons", what));
        try (Faults faults = new Faults(stage, terminal::line)) {
            return day(load, length, breaks, faults);
        }
    }

    private Report day(Load load, @Nullable Duration length, List<Fault> breaks, Faults faults) {
        Instant startedAt = Instant.now();
        long start = System.nanoTime();
        Timeline timeline = new Timeline();
        load.start();
        faults.watch();
        faults.schedule(breaks);
        showUntilTheEnd(load, timeline, start, length);
        load.stop(DRAIN);
        double seconds = since(start).toMillis() / 1e3;
        Comparison comparison = compare(load);
        Report report = Report.of(
                new Report.Frame(
                        startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                        seconds,
                        options.rate,
                        load.givenUp(),
                        comparison == null ? 0 : comparison.compared(),
                        comparison == null
                                ? null
                                : (long) comparison.differences().size(),
                        Actuator.invalidationLag(stage.instances()).orElse(null),
                        OutboxCounts.since(stage.database(), startedAt.toEpochMilli()),
                        timeline.moments(),
                        faults.done()),
                load.tally(),
                load.verdicts());
        tell(report, comparison);
        return report;
    }

    private void showUntilTheEnd(Load load, Timeline timeline, long start, @Nullable Duration length) {
        long end = length == null ? Long.MAX_VALUE : length.toNanos();
        try {
            while (true) {
                long left = end - since(start).toNanos();
                if (left <= 0 || interrupted.await(Math.min(left, 1_000_000_000L), TimeUnit.NANOSECONDS)) {
                    return;
                }
                timeline.note(since(start), load.tally(), load.verdicts());
                terminal.live(Words.live(since(start), load.tally(), load.verdicts()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compares in the quiet after the load, null if there is no time for it. */
    private @Nullable Comparison compare(Load load) {
        try {
            if (interrupted.await(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        return load.compare();
    }

    private void tell(Report report, @Nullable Comparison comparison) {
        terminal.line("");
        Words.summary(report).forEach(terminal::line);
        if (comparison != null) {
            comparison.differences().stream()
                    .limit(10)
                    .forEach(difference -> terminal.line("WRONG " + Words.shortened(difference)));
        }
        if (report.errors() > 0) {
            terminal.line("The logs of the instances are in " + stage.keepLogs());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
