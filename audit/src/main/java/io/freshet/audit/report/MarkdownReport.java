package io.freshet.audit.report;

import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Rule;
import io.freshet.audit.rule.Step;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tables for a page: what to repair first, what each entry point leaves stale, what was not seen. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String write(Audited audited) {
        StringBuilder text = new StringBuilder("# Cache audit\n\n");
        writeSummary(audited, text);
        for (Level level : List.of(Level.ERROR, Level.WARNING, Level.NOTE)) {
            List<Finding> findings = audited.findings().stream()
                    .filter(each -> each.level() == level)
                    .toList();
            if (!findings.isEmpty()) {
                writeFindings(level, findings, text);
            }
        }
        writeSuppressed(audited, text);
        writeUnresolved(audited, text);
        return text.toString();
    }

    private static void writeSummary(Audited audited, StringBuilder text) {
        Audited.Coverage coverage = audited.coverage();
        text.append(
                        "| classes | entry points | that write | cached reads | with known tables | evictions by annotation | findings |\n")
                .append("|---|---|---|---|---|---|---|\n");
        row(
                text,
                coverage.classes() + "",
                coverage.entries() + "",
                coverage.writingEntries() + "",
                coverage.cachedReads() + "",
                coverage.cachedReadsWithTables() + "",
                coverage.evictions() + "",
                audited.findings().size() + "");
        text.append("\n## Checklist\n\n");
        item(
                text,
                audited,
                "every cached read is covered by the writes",
                Rule.WRITE_WITHOUT_EVICTION,
                Rule.EVICTED_ON_SOME_PATHS,
                Rule.UNDECLARED_DEPENDENCY);
        item(
                text,
                audited,
                "keys are consistent",
                Rule.KEY_NEVER_MATCHES,
                Rule.KEY_NAMES_NOTHING,
                Rule.TENANT_MISSING,
                Rule.TWO_VALUE_TYPES);
        item(text, audited, "times to live are set", Rule.NO_TTL);
        item(text, audited, "nothing is orphaned", Rule.NAME_MATCHES_NOTHING, Rule.NEVER_EVICTED);
        item(text, audited, "annotations take effect", Rule.SELF_INVOCATION, Rule.NOT_PROXYABLE, Rule.CACHED_MUTATION);
        item(text, audited, "invalidates after success", Rule.EVICT_BEFORE_WRITE, Rule.EVICT_BEFORE_COMMIT);
        text.append('\n');
    }

    private static void item(StringBuilder text, Audited audited, String what, Rule... rules) {
        boolean fails =
                audited.findings().stream().anyMatch(finding -> List.of(rules).contains(finding.rule()));
        text.append(fails ? "- [ ] " : "- [x] ")
                .append(what)
                .append(fails ? ": fails" : ": passes")
                .append('\n');
    }

    private static void writeFindings(Level level, List<Finding> findings, StringBuilder text) {
        text.append("## ")
                .append(level == Level.ERROR ? "Repair first" : level == Level.WARNING ? "Then" : "Worth knowing")
                .append("\n\n")
                .append("| entry point | rule | tables | caches | where |\n|---|---|---|---|---|\n");
        findings.stream()
                .collect(Collectors.groupingBy(
                        each -> List.of(each.entry(), each.rule().id()),
                        java.util.LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .forEach(group -> {
                    Finding first = group.get(0);
                    Step place = first.place();
                    row(
                            text,
                            first.entry(),
                            first.rule().id(),
                            joined(group.stream()
                                    .flatMap(each -> each.tables().stream())
                                    .toList()),
                            joined(group.stream().map(Finding::cache).toList()),
                            place.file() + (place.line() > 0 ? ":" + place.line() : ""));
                });
        text.append('\n');
    }

    private static void writeSuppressed(Audited audited, StringBuilder text) {
        if (!audited.suppressed().isEmpty()) {
            text.append("## Meant to be so\n\n| what | reason |\n|---|---|\n");
            audited.suppressed().forEach(each -> row(text, each.finding().message(), each.reason()));
            text.append('\n');
        }
    }

    private static void writeUnresolved(Audited audited, StringBuilder text) {
        if (!audited.unresolved().isEmpty()) {
            text.append("## Not looked into (")
                    .append(audited.unresolved().size())
                    .append(")\n\n| where | what |\n|---|---|\n");
            for (Unresolved each : audited.unresolved()) {
                row(text, each.method().display() + ":" + each.line(), each.what());
            }
        }
    }

    private static String joined(List<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }

    private static void row(StringBuilder text, String... cells) {
        text.append("| ");
        for (String cell : cells) {
            text.append(cell.replace("|", "\\|").replace("\n", " ")).append(" | ");
        }
        text.setLength(text.length() - 1);
        text.append('\n');
    }
}
