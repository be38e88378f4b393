package io.freshet.salon.day.cli;

import io.freshet.salon.day.load.LoadException;
import io.freshet.salon.day.report.Terminal;
import io.freshet.salon.day.server.Stage;
import io.freshet.salon.day.server.StageException;
import io.freshet.testkit.server.ServerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts everything, lets the day go by, and leaves nothing behind. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs PostgreSQL, Redis, two instances of the salon and the load of a day, and checks every answer.")
final class DemoCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final Duration SUMMARY_LIMIT = Duration.ofSeconds(8);

    @Mixin
    private DemoOptions options = new DemoOptions();

    private final CountDownLatch finished = new CountDownLatch(1);

    @Override
    public Integer call() {
        String mistake = options.mistake();
        if (!mistake.isEmpty()) {
            System.err.println(mistake);
            return USAGE;
        }
        Path jar = options.salon;
        if (jar == null || !Files.isReadable(jar)) {
            System.err.println("There is no jar of the salon" + (jar == null ? "" : " at " + jar)
                    + ": start the demo with ./freshet demo, which builds it");
            return USAGE;
        }
        Terminal terminal = new Terminal(System.out, Boolean.getBoolean("freshet.terminal"));
        try (Stage stage = Stage.empty()) {
            DemoRun run = new DemoRun(options, stage, terminal);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(run, stage), "end-of-the-day"));
            return run(run, jar, stage, terminal);
        } finally {
            finished.countDown();
        }
    }

    private static int run(DemoRun run, Path jar, Stage stage, Terminal terminal) {
        try {
            return run.run(jar) ? 0 : FAILED;
        } catch (StageException | LoadException | ServerException e) {
            if (!run.isInterrupted()) {
                terminal.line(String.valueOf(e.getMessage()));
                terminal.line("The logs are in " + stage.keepLogs());
            }
            return FAILED;
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
