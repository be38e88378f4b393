package io.freshet.audit.cli;

import io.freshet.audit.baseline.Baseline;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Level;
import io.freshet.audit.run.AuditRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The command line: {@code audit PATH...}, {@code audit explain RULE} and {@code audit diff OLD NEW}. */
@Command(
        name = "audit",
        description =
                "Names every endpoint, job and listener that writes what a cached read depends on without invalidating it.",
        footer = {
            "",
            "Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 wrong usage, 3 could not be analysed.",
            "The report goes to standard output, everything else to standard error."
        },
        mixinStandardHelpOptions = true,
        subcommands = {Explain.class, Diff.class},
        subcommandsRepeatable = false,
        sortOptions = false)
public final class Audit implements Callable<Integer> {

    static final int FOUND = 1;
    static final int USAGE = 2;
    static final int FAILED = 3;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Folders of classes, jars, Boot jars, wars.")
    private List<Path> paths = List.of();

    @Option(
            names = "--library",
            paramLabel = "PATH",
            description = "Jars, or folders of jars, that the classes stand on.")
    private List<Path> libraries = List.of();

    @Option(
            names = "--own",
            paramLabel = "PACKAGE",
            split = ",",
            description = "Libraries in a Boot jar or war that count as own: those with classes in this package.")
    private List<String> own = List.of();

    @Option(
            names = "--sources",
            paramLabel = "FOLDER",
            split = ",",
            description =
                    "Where the sources stand, for their lines and names; found beside target/ and build/ unless told.")
    private List<Path> sources = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json, sarif, md, html or github.")
    private Format format = Format.TEXT;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Writes the report to the file rather than to standard output.")
    private @Nullable Path output;

    @Option(names = "--fail-on", paramLabel = "LEVEL", description = "error, warning (default) or note.")
    private Level failOn = Level.WARNING;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Leaves out the findings that the file lists.")
    private @Nullable Path baseline;

    @Option(names = "--write-baseline", paramLabel = "FILE", description = "Writes all findings to the file.")
    private @Nullable Path writtenBaseline;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "What calls do that the audit does not know: lines as com.acme.Store.save = upsert price.")
    private List<Path> models = List.of();

    @Option(
            names = "--witness",
            paramLabel = "FILE",
            description = "What a test run saw: the witness.ndjson that freshet-witness left.")
    private List<Path> witness = List.of();

    @Option(names = "--quiet", description = "Says nothing of how far it is.")
    private boolean isQuiet;

    private Audit() {}

    /** Runs it. What goes to standard output is in UTF-8, whatever the platform's charset is: reports say so, and are redirected to files. */
    public static void main(String[] arguments) {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.exit(run(arguments));
    }

    /** Its options, as people write them, without those that every command line has. */
    public static List<String> options() {
        return new CommandLine(new Audit())
                .getCommandSpec().options().stream()
                        .map(option -> option.longestName())
                        .filter(name -> !List.of("--help", "--version").contains(name))
                        .sorted()
                        .toList();
    }

    static int run(String... arguments) {
        return new CommandLine(new Audit())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, result) -> {
                    line.getErr().println("freshet audit: " + message(e));
                    if (!(e instanceof AuditException)) {
                        e.printStackTrace(line.getErr());
                    }
                    return FAILED;
                })
                .execute(arguments);
    }

    private static String message(Exception e) {
        return e instanceof AuditException
                ? String.valueOf(e.getMessage())
                : "failed, which is a defect of the audit: " + e;
    }

    @Override
    public Integer call() {
        if (paths.isEmpty()) {
            System.err.println("freshet audit: name a folder of classes or an archive; --help says more");
            return USAGE;
        }
        AuditRun run = asked();
        Audited audited = run.audit();
        if (writtenBaseline != null) {
            Baseline.write(writtenBaseline, audited.findings());
            System.err.println(audited.findings().size() + " findings written to " + writtenBaseline);
        }
        Audited rest = audited;
        if (baseline != null) {
            Baseline known = Baseline.read(baseline);
            rest = known.apply(audited);
            int left = audited.findings().size() - rest.findings().size();
            System.err.println(left + " known findings left out; " + known.gone(audited)
                    + " lines of the baseline are not found any more");
        }
        print(format.write(rest, run.sourceFolders()));
        boolean fails =
                rest.findings().stream().anyMatch(finding -> finding.level().compareTo(failOn) >= 0);
        return fails ? FOUND : 0;
    }

    private AuditRun asked() {
        AuditRun run = new AuditRun();
        paths.forEach(run::path);
        libraries.forEach(run::library);
        own.forEach(run::own);
        sources.forEach(run::sources);
        models.forEach(run::model);
        witness.forEach(run::witness);
        if (!isQuiet) {
            run.progress(line -> System.err.println("freshet audit: " + line));
        }
        return run;
    }

    private void print(String report) {
        if (output == null) {
            System.out.print(report);
            System.out.flush();
            return;
        }
        try {
            Files.writeString(output, report);
        } catch (IOException e) {
            throw new AuditException("the report " + output + " cannot be written: " + e, e);
        }
    }
}
