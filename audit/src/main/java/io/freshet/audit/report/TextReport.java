package io.freshet.audit.report;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Step;
import io.freshet.audit.source.SourceFolders;

import java.util.List;
import java.util.stream.Collectors;

/** For people. */
final class TextReport {

    private static final int MOST_UNRESOLVED = 10;
    private static final int SIDE = 2;

    private final StringBuilder text = new StringBuilder();
    private final Audited audited;
    private final SourceFolders sources;

    private TextReport(Audited audited, SourceFolders sources) {
        this.audited = audited;
        this.sources = sources;
    }

    static String write(Audited audited, SourceFolders sources) {
        TextReport report = new TextReport(audited, sources);
        audited.findings().forEach(report::write);
        audited.suppressed().forEach(report::write);
        report.writeUnresolved();
        report.writeSummary();
        return report.text.toString();
    }

    private void line(String... words) {
        for (String word : words) {
            text.append(Plain.text(word));
        }
        text.append('\n');
    }

    private void write(Finding finding) {
        line(finding.level().word(), " ", finding.rule().id(), ": ", finding.message());
        String before = "  at ";
        for (Step step : finding.path()) {
            line(before, step.display());
            before = "     -> ";
        }
        writeFrame(finding.place());
        Testing.words(finding.confidence()).ifPresent(words -> line("  run: ", words));
        if (!finding.lowered().isEmpty()) {
            line("  not ", finding.rule().level().word(), ": ", String.join("; ", finding.lowered()));
        }
        line("  why: ", finding.rule().reason());
        line("  fix: ", finding.fix());
        text.append('\n');
    }

    /** The lines around the place, if their source is there. */
    private void writeFrame(Step place) {
        List<SourceFolders.Line> lines = sources.around(place.file(), place.line(), SIDE);
        if (!lines.isEmpty()) {
            line("  in ", sources.path(place.file()));
            lines.forEach(each -> text.append(each.number() == place.line() ? "  > " : "    ")
                    .append(String.format("%5d", each.number()))
                    .append(" | ")
                    .append(Plain.line(each.text()).stripTrailing())
                    .append('\n'));
        }
    }

    private void write(Audited.Suppressed each) {
        line("suppressed ", each.finding().rule().id(), ": ", each.finding().message());
        line("  because: ", each.reason());
        text.append('\n');
    }

    private void writeUnresolved() {
        List<Unresolved> unresolved = audited.unresolved();
        if (unresolved.isEmpty()) {
            return;
        }
        line(unresolved.size() + " places could not be looked into:");
        unresolved.stream()
                .limit(MOST_UNRESOLVED)
                .forEach(each -> line("  ", each.method().display(), ":" + each.line(), ": ", each.what()));
        int more = unresolved.size() - MOST_UNRESOLVED;
        if (more > 0) {
            line("  and " + more + " more (--format json lists them)");
        }
        text.append('\n');
    }

    private void writeSummary() {
        Audited.Coverage coverage = audited.coverage();
        line(
                coverage.classes() + " classes, ",
                coverage.entries() + " entry points (",
                coverage.writingEntries() + " write; of ",
                coverage.resolvedEntries() + " it is known all that they write), ",
                coverage.cachedReads() + " cached reads (of ",
                coverage.cachedReadsWithTables() + " it is known what they read), ",
                coverage.evictions() + " evictions by annotation");
        Testing.of(audited.inventory()).ifPresent(testing -> line(testing.words()));
        line(audited.findings().isEmpty() ? "Nothing found." : counted());
    }

    private String counted() {
        int size = audited.findings().size();
        return size + (size == 1 ? " finding (" : " findings (")
                + List.of(Level.ERROR, Level.WARNING, Level.NOTE).stream()
                        .map(level -> Statistics.count(audited, level) + " " + level.word())
                        .collect(Collectors.joining(", "))
                + "). ./freshet audit explain RULE says more of a rule.";
    }
}
