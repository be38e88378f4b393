package io.freshet.salon.day.cli;

import io.freshet.salon.day.report.Benchmark;
import io.freshet.salon.day.report.Report;
import io.freshet.salon.day.server.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The same day as a benchmark: of a given length, then a shorter one on which Redis is gone for a while, and both held against what they are to reach. */
@Command(
        name = "salon-day",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a day at the salon and then half a day in the middle of which Redis is killed for ten seconds, and holds both against their aims."
                    + " With --fail there is one day, with these failures.",
            "Ends with 0 if nothing was stale, wrong or failed and all aims were met, else with 1."
        })
final class BenchCommand implements Callable<Integer>, Programme<Benchmark> {
    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() {
        if (options.broken) {
            System.err.println("--broken is for the demo: the twin is not meant to reach these aims");
            return Rehearsal.USAGE;
        }
        return new Rehearsal<>(options, this).run();
    }

    @Override
    public Benchmark run(DemoRun run) {
        Duration length = options.length == null ? USUAL : options.length;
        Report day = run.day(length, options.faults);
        if (!options.faults.isEmpty() || options.redis != null || run.isInterrupted()) {
            return new Benchmark(day, null);
        }
        Duration half = length.dividedBy(2);
        return new Benchmark(day, run.day(half, List.of(outage(half))));
    }

    @Override
    public String json(Benchmark shown) {
        return shown.toJson();
    }

    @Override
    public Report page(Benchmark shown) {
        return shown.day();
    }

    @Override
    public boolean isGood(Benchmark shown, Consumer<String> terminal) {
        shown.aims().forEach(aim -> terminal.accept(aim.line()));
        return shown.isGood();
    }

    /** Ten seconds in the middle; a third of the day if it is shorter than thirty seconds. */
    static Fault outage(Duration day) {
        Duration gone = OUTAGE.compareTo(day.dividedBy(3)) < 0 ? OUTAGE : day.dividedBy(3);
        Duration from = day.minus(gone).dividedBy(2);
        return new Fault(Fault.REDIS, from, from.plus(gone));
    }
}
