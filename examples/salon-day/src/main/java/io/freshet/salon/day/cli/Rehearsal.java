package io.freshet.salon.day.cli;

import io.freshet.salon.day.load.LoadException;
import io.freshet.salon.day.report.Page;
import io.freshet.salon.day.report.Report;
import io.freshet.salon.day.report.Terminal;
import io.freshet.salon.day.server.Stage;
import io.freshet.salon.day.server.StageException;
import io.freshet.testkit.server.ServerException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a programme from the command line: checks the options, ends in order on Ctrl-C, and writes the report. Run once, by one thread.
 *
 * @param <R> what the programme shows
 */
final class Rehearsal<R> {
    static final int FAILED = 1;
    static final int USAGE = 2;
    private static final Duration SUMMARY_LIMIT = Duration.ofSeconds(8);

    private final DemoOptions options;
    private final Programme<R> programme;
    private final Terminal terminal = new Terminal(System.out, Boolean.getBoolean("freshet.terminal"));
    private final CountDownLatch finished = new CountDownLatch(1);

    /** A programme with these options. */
    Rehearsal(DemoOptions options, Programme<R> programme) {
        this.options = options;
        this.programme = programme;
    }

    /** Runs it and returns the exit code. */
    int run() {
        String mistake = options.mistake();
        if (!mistake.isEmpty()) {
            System.err.println(mistake);
            return USAGE;
        }
        Path jar = options.salon;
        if (jar == null || !Files.isReadable(jar)) {
            System.err.println("There is no jar of the salon" + (jar == null ? "" : " at " + jar)
                    + ": start it with ./freshet, which builds it");
            return USAGE;
        }
        try (Stage stage = Stage.empty()) {
            DemoRun run = new DemoRun(options, stage, terminal);
            return endsWithTheJvm(run, stage) ? run(run, jar, stage) : FAILED;
        } finally {
            finished.countDown();
        }
    }

    /** Not where it ends already. */
    private boolean endsWithTheJvm(DemoRun run, Stage stage) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(run, stage), "end-of-the-day"));
            return true;
        } catch (IllegalStateException thisJvmEnds) {
            return false;
        }
    }

    private int run(DemoRun run, Path jar, Stage stage) {
        try {
            run.open(jar);
            R shown = programme.run(run);
            write(shown);
            return programme.isGood(shown, terminal::line) ? 0 : FAILED;
        } catch (StageException | LoadException | ServerException e) {
            if (!run.isInterrupted()) {
                terminal.line(String.valueOf(e.getMessage()));
                terminal.line("The logs are in " + stage.keepLogs());
            }
            return FAILED;
        }
    }

    private void write(R shown) {
        if (options.report != null) {
            Report.write(programme.json(shown), options.report);
            terminal.line("The report is in " + options.report);
        }
        if (options.page != null) {
            Report.write(Page.of(programme.page(shown)), options.page);
            terminal.line("The page is in " + options.page);
        }
    }

    /** On Ctrl-C the load ends and the summary is printed before the servers are. */
    private void end(DemoRun run, Stage stage) {
        run.interrupt();
        try {
            finished.await(SUMMARY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stage.close();
    }
}
