package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Inventory;
import io.freshet.audit.rule.Inventory.Dependent;
import io.freshet.audit.rule.Inventory.Entry;
import io.freshet.audit.rule.Inventory.State;
import io.freshet.audit.rule.Step;
import io.freshet.audit.source.SourceFolders;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables that teams write by hand: what is cached, what each entry point leaves stale, what is right, what to repair first, what holds. */
final class MarkdownReport {

    private final Tables text = new Tables();
    private final Audited audited;
    private final SourceFolders sources;

    private MarkdownReport(Audited audited, SourceFolders sources) {
        this.audited = audited;
        this.sources = sources;
    }

    static String write(Audited audited, SourceFolders sources) {
        MarkdownReport report = new MarkdownReport(audited, sources);
        report.text.heading(1, "Cache audit");
        report.writeSummary();
        report.writeChecklist();
        report.writePhases();
        report.writeCaches();
        report.writeStale();
        report.writeHandled();
        report.writeUncached();
        report.writeFindings();
        report.writeSuppressed();
        report.writeUntested();
        report.writeUnresolved();
        return report.text.toString();
    }

    private void writeSummary() {
        text.heading(2, "In figures").titles("what", "how many");
        Statistics.of(audited).forEach((what, count) -> text.row(what, count.toString()));
        text.end();
    }

    private void writeChecklist() {
        text.heading(2, "Checklist").titles("what has to hold", "result", "why");
        Checklist.of(audited)
                .forEach(item -> text.row(item.what(), item.verdict().word(), item.why()));
        text.end();
    }

    private void writePhases() {
        Map<Phase, List<Phase.Repair>> phases = Phase.of(audited);
        if (phases.isEmpty()) {
            return;
        }
        text.heading(2, "What to repair first");
        int number = 1;
        for (Map.Entry<Phase, List<Phase.Repair>> phase : phases.entrySet()) {
            text.heading(3, "Phase " + number++ + ": " + phase.getKey().title());
            text.titles("cache", "what is wrong", "severity", "what to do", "where");
            phase.getValue()
                    .forEach(repair -> text.row(
                            repair.cache(),
                            repair.rule().id(),
                            repair.level().word(),
                            repair.rule().fix(),
                            String.join("; ", repair.places())));
            text.end();
        }
    }

    private void writeCaches() {
        List<Inventory.Read> reads = audited.inventory().reads();
        if (!reads.isEmpty()) {
            text.heading(2, "What is cached")
                    .titles("cache", "read by", "where", "library", "key", "time to live", "reads", "evictions");
            reads.forEach(read -> text.row(
                    read.cache(),
                    read.method(),
                    place(read.file(), read.line()),
                    read.library(),
                    read.key().isEmpty() ? "(default)" : read.key(),
                    read.ttl(),
                    read.tables().isEmpty() ? "not known" : String.join(", ", read.tables()),
                    read.library().equals("freshet") ? "by captured writes" : String.valueOf(read.evictions())));
            text.end();
        }
    }

    private void writeStale() {
        List<Entry> stale = entries(State.STALE);
        if (!stale.isEmpty()) {
            text.heading(2, "What leaves caches stale");
        }
        byArea(stale).forEach((area, entries) -> {
            text.heading(3, area)
                    .titles("endpoint", "verb", "where", "writes", "left stale", "time to live", "severity");
            for (Entry entry : entries) {
                List<Dependent> dependents = of(entry, State.STALE);
                text.row(
                        entry.target(),
                        entry.verb(),
                        place(entry.file(), entry.line()),
                        joined(dependents, dependent -> String.join(", ", dependent.tables())),
                        joined(dependents, dependent -> dependent.cache() + " (" + dependent.rule() + ")"),
                        joined(dependents, this::ttl),
                        joined(
                                dependents,
                                dependent -> dependent.level() == null
                                        ? ""
                                        : dependent.level().word()));
            }
            text.end();
        });
    }

    private void writeHandled() {
        List<Entry> handled = audited.inventory().entries().stream()
                .filter(entry -> entry.dependents().stream().anyMatch(each -> each.state() != State.STALE))
                .toList();
        if (!handled.isEmpty()) {
            text.heading(2, "What is handled").titles("endpoint", "verb", "where", "writes", "caches", "how");
            for (Entry entry : handled) {
                List<Dependent> dependents = entry.dependents().stream()
                        .filter(each -> each.state() != State.STALE)
                        .toList();
                text.row(
                        entry.target(),
                        entry.verb(),
                        place(entry.file(), entry.line()),
                        joined(dependents, dependent -> String.join(", ", dependent.tables())),
                        joined(dependents, Dependent::cache),
                        joined(dependents, dependent -> how(dependent.state())));
            }
            text.end();
        }
    }

    private static String how(State state) {
        return switch (state) {
            case CAPTURED -> "captured writes invalidate it";
            case EVICTED -> "the code evicts it";
            case MEANT -> "is meant to stay";
            case STALE -> "stays";
        };
    }

    private void writeUncached() {
        List<Entry> uncached = audited.inventory().entries().stream()
                .filter(entry -> !entry.writes().isEmpty() && entry.dependents().isEmpty())
                .toList();
        if (!uncached.isEmpty()) {
            text.heading(2, "What needs nothing: no cache reads what it writes")
                    .titles("endpoint", "verb", "where", "writes");
            uncached.forEach(entry -> text.row(
                    entry.target(),
                    entry.verb(),
                    place(entry.file(), entry.line()),
                    String.join(", ", entry.writes())));
            text.end();
        }
    }

    private void writeFindings() {
        if (audited.findings().isEmpty()) {
            return;
        }
        text.heading(2, "All findings").titles("severity", "rule", "what", "way", "where", "fix");
        for (Finding finding : audited.findings()) {
            Step place = finding.place();
            text.row(
                    severity(finding),
                    finding.rule().id(),
                    finding.message(),
                    finding.path().stream().map(Step::method).collect(Collectors.joining(" -> ")),
                    place(place.file(), place.line()),
                    finding.fix());
        }
        text.end();
    }

    private static String severity(Finding finding) {
        return finding.lowered().isEmpty()
                ? finding.level().word()
                : finding.level().word() + " (" + String.join("; ", finding.lowered()) + ")";
    }

    private void writeSuppressed() {
        if (!audited.suppressed().isEmpty()) {
            text.heading(2, "Meant to be so").titles("what", "reason");
            audited.suppressed().forEach(each -> text.row(each.finding().message(), each.reason()));
            text.end();
        }
    }

    private void writeUntested() {
        Testing.of(audited.inventory()).ifPresent(testing -> {
            text.heading(2, "What the test run did not reach").titles("what", "tested", "not tested");
            text.row("entry points that write", testing.entries() + "", String.join("; ", testing.untestedEntries()));
            text.row("cached reads", testing.reads() + "", String.join("; ", testing.untestedReads()));
            text.end();
        });
    }

    private void writeUnresolved() {
        if (!audited.unresolved().isEmpty()) {
            text.heading(2, "Not looked into (" + audited.unresolved().size() + ")")
                    .titles("where", "what");
            audited.unresolved().forEach(each -> text.row(each.method().display() + ":" + each.line(), each.what()));
            text.end();
        }
    }

    private List<Entry> entries(State worst) {
        return audited.inventory().entries().stream()
                .filter(entry -> entry.worst() == worst)
                .toList();
    }

    private static List<Dependent> of(Entry entry, State state) {
        return entry.dependents().stream().filter(each -> each.state() == state).toList();
    }

    private static Map<String, List<Entry>> byArea(List<Entry> entries) {
        return entries.stream().collect(Collectors.groupingBy(Entry::area, TreeMap::new, Collectors.toList()));
    }

    private String ttl(Dependent dependent) {
        return audited.inventory().reads().stream()
                .filter(read -> read.cache().equals(dependent.cache()))
                .map(Inventory.Read::ttl)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String place(String file, int line) {
        return sources.path(file) + (line > 0 ? ":" + line : "");
    }

    private static String joined(List<Dependent> dependents, Function<Dependent, String> word) {
        return dependents.stream()
                .map(word)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }
}
