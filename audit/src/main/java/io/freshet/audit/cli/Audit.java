package io.freshet.audit.cli;

import io.freshet.audit.baseline.Baseline;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.report.Format;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Auditor;
import io.freshet.audit.rule.Level;
import io.freshet.audit.scan.ClassSources;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The command line: {@code audit PATH...} and {@code audit explain RULE}. */
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
        subcommands = Explain.class,
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

    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default), json, sarif, md or github.")
    private Format format = Format.TEXT;

    @Option(names = "--fail-on", paramLabel = "LEVEL", description = "error, warning (default) or note.")
    private Level failOn = Level.WARNING;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Leaves out the findings that the file lists.")
    private @Nullable Path baseline;

    @Option(names = "--write-baseline", paramLabel = "FILE", description = "Writes all findings to the file.")
    private @Nullable Path writtenBaseline;

    private Audit() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
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
        Audited audited = audit();
        if (writtenBaseline != null) {
            Baseline.write(writtenBaseline, audited.findings());
            System.err.println(audited.findings().size() + " findings written to " + writtenBaseline);
        }
        Baseline known = baseline == null ? Baseline.none() : Baseline.read(baseline);
        Audited rest = known.apply(audited);
        if (baseline != null) {
            int left = audited.findings().size() - rest.findings().size();
            System.err.println(left + " known findings left out; " + known.gone(audited)
                    + " lines of the baseline are not found any more");
        }
        System.out.print(format.write(rest));
        System.out.flush();
        boolean fails =
                rest.findings().stream().anyMatch(finding -> finding.level().compareTo(failOn) >= 0);
        return fails ? FOUND : 0;
    }

    private Audited audit() {
        Set<String> packages =
                own.stream().map(name -> name.replace('.', '/') + "/").collect(Collectors.toSet());
        try (ClassSources sources = new ClassSources(packages)) {
            paths.forEach(sources::add);
            libraries.forEach(sources::addLibrary);
            Program program = Program.read(sources);
            if (program.classes().isEmpty()) {
                throw new AuditException(
                        "there are no classes in " + paths
                                + ": compile first, and name the folder or archive that has them",
                        null);
            }
            return Auditor.audit(program);
        }
    }
}
