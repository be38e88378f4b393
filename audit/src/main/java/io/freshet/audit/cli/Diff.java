package io.freshet.audit.cli;

import io.freshet.audit.diff.ReportDiff;
import io.freshet.audit.rule.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** Tells what is found in a newer JSON report and not in an older one, and the other way round. */
@Command(
        name = "diff",
        description = "Tells what changed between two reports that were written with --format json.",
        footer = {"", "Exit codes: 0 nothing new, 1 new findings at or above --fail-on, 2 wrong usage, 3 no report."},
        mixinStandardHelpOptions = true)
final class Diff implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD", description = "The older report.")
    private Path older = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The newer report.")
    private Path newer = Path.of("");

    @Option(names = "--fail-on", paramLabel = "LEVEL", description = "error, warning (default) or note.")
    private Level failOn = Level.WARNING;

    private Diff() {}

    @Override
    public Integer call() {
        ReportDiff diff = ReportDiff.of(older, newer);
        print("+ ", diff.added());
        print("- ", diff.gone());
        System.out.println(diff.added().size() + " new, " + diff.gone().size() + " gone, "
                + diff.kept().size() + " as before");
        boolean fails = diff.added().stream().anyMatch(found -> isAtOrAbove(found.level()));
        return fails ? Audit.FOUND : 0;
    }

    /** A level that is not known is taken for the worst. */
    private boolean isAtOrAbove(String word) {
        for (Level level : Level.values()) {
            if (level.word().equals(word)) {
                return level.compareTo(failOn) >= 0;
            }
        }
        return true;
    }

    private static void print(String sign, List<ReportDiff.Found> all) {
        all.forEach(found -> System.out.println(sign + found.level() + " " + found.rule() + ": " + found.message()));
    }
}
