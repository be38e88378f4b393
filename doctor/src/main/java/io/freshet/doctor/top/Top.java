package io.freshet.doctor.top;

import io.freshet.doctor.Credentials;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The command line: {@code top --url URL}. Not thread-safe. */
@Command(
        name = "top",
        description = "Shows how the caches of a running application do, again and again: the figures of its console.",
        footer = {
            "",
            "A password is better set as FRESHET_TOP_PASSWORD than written where others see it.",
            "Exit codes: 0 ended, or no problem with --once; 1 problems with --once; 2 wrong usage; 3 could not be reached.",
            "Ctrl-C ends it. Figures go to standard output, everything else to standard error."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Top implements Callable<Integer> {

    /** The variable of the environment that has the password, where the command line does not: others see that. */
    static final String PASSWORD = "FRESHET_TOP_PASSWORD";

    private static final int PROBLEMS = 1;
    private static final int UNREACHED = 3;
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;
    private static final int WIDE = 110;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The application, or its console: http://localhost:8080, http://localhost:8080/freshet.")
    private String url = "";

    @Option(names = "--once", description = "Shows them once, all caches, and ends.")
    private boolean once;

    @Option(names = "--every", paramLabel = "SECONDS", description = "How often; every 2 seconds by default.")
    private int everySeconds = 2;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = "Which caches come first: reads (default), hits, load, entries, saved or prevented.")
    private Column sort = Column.READS;

    @Option(names = "--user", paramLabel = "NAME[:PASSWORD]", description = "Who looks, by HTTP Basic.")
    private String user = "";

    @Option(
            names = "--header",
            paramLabel = "HEADER",
            description = "Goes with each request, as \"Authorization: Bearer ...\"; may be repeated.")
    private List<String> headers = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long an answer may take; 10 by default.")
    private int timeoutSeconds = 10;

    private Top() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs it; blocks until it is ended, or with {@code --once} until the application has answered.
     *
     * @param out gets the figures
     * @param err gets everything else
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Top())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((e, line, result) -> {
                    if (e instanceof TopException) {
                        err.println("freshet top: " + e.getMessage());
                    } else {
                        err.println("freshet top: failed, which is a defect of top: " + e);
                        e.printStackTrace(err);
                    }
                    return UNREACHED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        requirePositive("--every", everySeconds);
        requirePositive("--timeout", timeoutSeconds);
        ConsoleApi api = api();
        JsonNode first = api.overview();
        PrintWriter out = spec.commandLine().getOut();
        boolean isTerminal = Boolean.getBoolean("freshet.terminal");
        boolean isColoured = isTerminal && System.getenv("NO_COLOR") == null;
        if (once) {
            int columns = Integer.getInteger("freshet.columns", WIDE);
            new Terminal(out, false).show(new Screen(Integer.MAX_VALUE, columns, sort, isColoured).lines(first));
            return isWell(first) ? 0 : PROBLEMS;
        }
        Screen screen = new Screen(
                isTerminal ? Integer.getInteger("freshet.rows", ROWS) : Integer.MAX_VALUE,
                Integer.getInteger("freshet.columns", isTerminal ? COLUMNS : WIDE),
                sort,
                isColoured);
        return watch(api, first, screen, new Terminal(out, isTerminal));
    }

    private int watch(ConsoleApi api, JsonNode first, Screen screen, Terminal terminal) throws InterruptedException {
        terminal.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(terminal::close, "freshet-top-end"));
        List<String> lines = screen.lines(first);
        terminal.show(lines);
        while (!Thread.currentThread().isInterrupted()) {
            TimeUnit.SECONDS.sleep(everySeconds);
            try {
                lines = screen.lines(api.overview());
                terminal.show(lines);
            } catch (TopException e) {
                terminal.show(failed(lines, String.valueOf(e.getMessage()), screen.columns()));
            }
        }
        return 0;
    }

    /** What was known last, with why there is nothing newer in place of the first line. */
    private static List<String> failed(List<String> lines, String why, int columns) {
        List<String> shown = new ArrayList<>(lines);
        String text = "NO ANSWER, what follows is old: " + why;
        shown.set(0, text.length() <= columns ? text : text.substring(0, columns - 1) + "…");
        return shown;
    }

    private static boolean isWell(JsonNode overview) {
        return overview.path("problems")
                .valueStream()
                .allMatch(problem -> problem.path("severity").asString("").equals("note"));
    }

    private ConsoleApi api() {
        try {
            URI address = Credentials.plainAddress(url, "http://localhost:8080/freshet");
            return new ConsoleApi(
                    address,
                    Credentials.headers(user, headers, PASSWORD, System::getenv),
                    Duration.ofSeconds(timeoutSeconds));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void requirePositive(String option, int seconds) {
        if (seconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + seconds + "; set it to 1 second or more");
        }
    }
}
