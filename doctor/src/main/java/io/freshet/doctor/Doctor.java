package io.freshet.doctor;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The command line: {@code doctor --url URL}. Not thread-safe. */
@Command(
        name = "doctor",
        description =
                "Asks a running application what is wrong with its Redis, its database, its clocks and its configuration, and what to do.",
        footer = {
            "",
            "A password is better set as FRESHET_DOCTOR_PASSWORD than written where others see it.",
            "Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 wrong usage, 3 could not be reached.",
            "The report goes to standard output, everything else to standard error."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Doctor implements Callable<Integer> {

    /** The variable of the environment that has the password, where the command line does not: others see that. */
    static final String PASSWORD = "FRESHET_DOCTOR_PASSWORD";

    private static final int FOUND = 1;
    private static final int UNREACHED = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The application, its Actuator, or the endpoint itself: http://localhost:8080/actuator.")
    private String url = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json.")
    private Format format = Format.TEXT;

    @Option(names = "--fail-on", paramLabel = "SEVERITY", description = "problem, warning (default) or note.")
    private Level failOn = Level.WARNING;

    @Option(names = "--user", paramLabel = "NAME[:PASSWORD]", description = "Who may ask, by HTTP Basic.")
    private String user = "";

    @Option(
            names = "--header",
            paramLabel = "HEADER",
            description = "Goes with each request, as \"Authorization: Bearer ...\"; may be repeated.")
    private List<String> headers = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long an answer may take; 30 by default.")
    private int timeoutSeconds = 30;

    private Doctor() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs it; blocks until the application has answered.
     *
     * @param out gets the report
     * @param err gets everything else
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Doctor())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((e, line, result) -> {
                    if (e instanceof DoctorException) {
                        err.println("freshet doctor: " + e.getMessage());
                    } else {
                        err.println("freshet doctor: failed, which is a defect of the doctor: " + e);
                        e.printStackTrace(err);
                    }
                    return UNREACHED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        if (failOn == Level.OK) {
            throw new ParameterException(spec.commandLine(), "--fail-on is ok; set it to problem, warning or note");
        }
        Report report = actuator().report();
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.write(report));
        out.flush();
        return report.reaches(failOn) ? FOUND : 0;
    }

    private Actuator actuator() {
        try {
            URI address = Credentials.plainAddress(url, "http://localhost:8080/actuator");
            return new Actuator(
                    address,
                    Credentials.headers(user, headers, PASSWORD, System::getenv),
                    Duration.ofSeconds(timeout()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int timeout() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout is " + timeoutSeconds + "; set it to 1 second or more");
        }
        return timeoutSeconds;
    }
}
