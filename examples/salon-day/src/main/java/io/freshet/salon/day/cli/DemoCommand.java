package io.freshet.salon.day.cli;

import io.freshet.salon.day.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Starts everything, lets the day go by, and leaves nothing behind. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs PostgreSQL, Redis, two instances of the salon and the load of a day, and checks every answer.",
            "Ends with 0 if nothing was stale, wrong or failed, else with 1; with --broken with 0 if it ran."
        })
final class DemoCommand implements Callable<Integer>, Programme<Report> {
    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() {
        return new Rehearsal<>(options, this).run();
    }

    @Override
    public Report run(DemoRun run) {
        return run.day(options.length, options.faults);
    }

    @Override
    public String json(Report shown) {
        return shown.toJson();
    }

    @Override
    public Report page(Report shown) {
        return shown;
    }

    @Override
    public boolean isGood(Report shown, Consumer<String> terminal) {
        return options.broken || shown.isClean();
    }
}
