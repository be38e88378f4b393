package io.freshet.salon.day.cli;

import io.freshet.salon.day.load.Comparison;
import io.freshet.salon.day.load.Load;
import io.freshet.salon.day.report.Report;
import io.freshet.salon.day.report.Terminal;
import io.freshet.salon.day.report.Words;
import io.freshet.salon.day.server.Actuator;
import io.freshet.salon.day.server.Faults;
import io.freshet.salon.day.server.Stage;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demo, from the first process to the summary. Run once, by one thread; any other may interrupt it. */
final class DemoRun {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMillis(1_500);

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

    /** Runs it and returns whether nothing was stale, wrong or failed. */
    boolean run(Path salon) {
        long start = System.nanoTime();
        stage.open(
                salon,
                options.postgres,
                options.redis,
                what -> terminal.step("starting " + what, " ... " + since(start).toSeconds() + " s"));
        Load load = new Load(stage.instances(), options.rate);
        running = load;
        load.open(what -> terminal.step("opening the salons", what));
        Guide.lines(stage).forEach(terminal::line);
        try (Faults faults = new Faults(stage, terminal::line)) {
            return day(load, faults);
        }
    }

    private boolean day(Load load, Faults faults) {
        Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        long start = System.nanoTime();
        load.start();
        faults.watch();
        faults.schedule(options.faults);
        showUntilTheEnd(load, start);
        load.stop(DRAIN);
        double seconds = since(start).toMillis() / 1e3;
        Comparison comparison = compare(load);
        Report report = Report.of(
                new Report.Frame(
                        startedAt.toString(),
                        seconds,
                        options.rate,
                        load.givenUp(),
                        comparison == null ? 0 : comparison.compared(),
                        comparison == null
                                ? null
                                : (long) comparison.differences().size(),
                        Actuator.invalidationLag(stage.instances()).orElse(null),
                        faults.done()),
                load.tally(),
                load.verdicts());
        tell(report, comparison);
        return report.isClean();
    }

    private void showUntilTheEnd(Load load, long start) {
        long end = options.length == null ? Long.MAX_VALUE : options.length.toNanos();
        try {
            while (true) {
                long left = end - since(start).toNanos();
                if (left <= 0 || interrupted.await(Math.min(left, 1_000_000_000L), TimeUnit.NANOSECONDS)) {
                    return;
                }
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
            comparison.differences().stream().limit(10).forEach(difference -> terminal.line("WRONG " + difference));
        }
        if (options.report != null) {
            report.writeTo(options.report);
            terminal.line("The report is in " + options.report);
        }
        if (report.errors() > 0) {
            terminal.line("The logs of the instances are in " + stage.keepLogs());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
