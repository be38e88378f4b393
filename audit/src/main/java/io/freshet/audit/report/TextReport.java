package io.freshet.audit.report;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Step;

/** For people. */
final class TextReport {

    private static final int MOST_UNRESOLVED = 10;

    private TextReport() {}

    static String write(Audited audited) {
        StringBuilder text = new StringBuilder();
        audited.findings().forEach(finding -> write(finding, text));
        audited.suppressed()
                .forEach(each -> text.append("suppressed ")
                        .append(each.finding().rule().id())
                        .append(": ")
                        .append(each.finding().message())
                        .append("\n  because: ")
                        .append(each.reason())
                        .append("\n\n"));
        writeUnresolved(audited, text);
        Audited.Coverage coverage = audited.coverage();
        text.append(coverage.classes())
                .append(" classes, ")
                .append(coverage.entries())
                .append(" entry points (")
                .append(coverage.writingEntries())
                .append(" write), ")
                .append(coverage.cachedReads())
                .append(" cached reads (of ")
                .append(coverage.cachedReadsWithTables())
                .append(" it is known what they read), ")
                .append(coverage.evictions())
                .append(" evictions by annotation\n")
                .append(
                        audited.findings().isEmpty()
                                ? "Nothing found.\n"
                                : audited.findings().size() + " findings.\n");
        return text.toString();
    }

    private static void write(Finding finding, StringBuilder text) {
        text.append(finding.level().word())
                .append(' ')
                .append(finding.rule().id())
                .append(": ")
                .append(finding.message())
                .append('\n');
        String indent = "  ";
        for (Step step : finding.path()) {
            text.append(indent)
                    .append(indent.length() > 2 ? "-> " : "at ")
                    .append(step.display())
                    .append('\n');
            indent = "     ";
        }
        text.append("  why: ").append(finding.rule().reason()).append('\n');
        text.append("  fix: ").append(finding.rule().fix()).append("\n\n");
    }

    private static void writeUnresolved(Audited audited, StringBuilder text) {
        if (!audited.unresolved().isEmpty()) {
            text.append(audited.unresolved().size()).append(" places could not be looked into:\n");
            for (Unresolved each :
                    audited.unresolved().stream().limit(MOST_UNRESOLVED).toList()) {
                text.append("  ")
                        .append(each.method().display())
                        .append(':')
                        .append(each.line())
                        .append(": ")
                        .append(each.what())
                        .append('\n');
            }
            int more = audited.unresolved().size() - MOST_UNRESOLVED;
            text.append(more > 0 ? "  and " + more + " more (--format json lists them)\n\n" : "\n");
        }
    }
}
