package io.freshet.witness.report;

import io.freshet.witness.account.EntryAccount;
import io.freshet.witness.account.Invalidated;
import io.freshet.witness.account.MethodAccount;
import io.freshet.witness.account.TablesRead;
import io.freshet.witness.account.Testimony;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The report for people, in Markdown. */
final class Page {

    private final Testimony testimony;
    private final List<Finding> findings;
    private final List<String> lines = new ArrayList<>();

    private Page(Testimony testimony, List<Finding> findings) {
        this.testimony = testimony;
        this.findings = findings;
    }

    static List<String> of(Testimony testimony, List<Finding> findings) {
        Page page = new Page(testimony, findings);
        page.summary();
        for (Rule rule : Rule.values()) {
            page.findings(rule);
        }
        page.methods();
        page.entries();
        return page.lines;
    }

    private void summary() {
        lines.add("# What the witness saw");
        lines.add("");
        String counts = java.util.Arrays.stream(Rule.values())
                .map(rule -> rule.text() + " " + count(rule))
                .collect(Collectors.joining(", "));
        long transactions = testimony.entries().stream()
                .mapToLong(EntryAccount::transactionCount)
                .sum();
        lines.add(testimony.methods().size() + " cached methods, " + transactions + " writing transactions of "
                + testimony.entries().size() + " entry points, "
                + testimony.methods().stream()
                        .mapToLong(MethodAccount::comparedCount)
                        .sum()
                + " comparisons" + (testimony.leftOut() == 0 ? "" : " (" + testimony.leftOut() + " left out)") + ". "
                + counts + ".");
    }

    private long count(Rule rule) {
        return findings.stream().filter(finding -> finding.rule() == rule).count();
    }

    private void findings(Rule rule) {
        if (count(rule) > 0) {
            lines.add("");
            lines.add("## " + title(rule));
            lines.add("");
            findings.stream()
                    .filter(finding -> finding.rule() == rule)
                    .forEach(finding -> lines.add("- " + finding.text()));
        }
    }

    private static String title(Rule rule) {
        return switch (rule) {
            case STALE -> "Stale";
            case UNDER_DECLARED -> "Under-declared: read and not declared";
            case OVER_DECLARED -> "Over-declared: declared and not read";
            case UNDECLARED_COLUMNS -> "Columns: read and not declared";
            case NEVER_INVALIDATED -> "Never invalidated";
            case NEEDLESS -> "Invalidated for nothing";
            case NOT_COMPARABLE -> "Cannot be compared";
        };
    }

    private void methods() {
        lines.add("");
        lines.add("## Cached methods");
        lines.add("");
        lines.add("| method | cache | declares | reads | calls | loads | compared | invalidated | for nothing |");
        lines.add("|---|---|---|---|---|---|---|---|---|");
        for (MethodAccount method : testimony.methods()) {
            TablesRead read = method.read(testimony.names());
            List<Invalidated> by = method.invalidated();
            lines.add("| " + method.declared().describe() + " | "
                    + method.declared().cache() + " | "
                    + declared(method) + " | " + reads(read) + " | " + method.callCount() + " | "
                    + method.loadCount() + " | " + method.comparedCount() + " | "
                    + by.stream().mapToLong(Invalidated::count).sum() + " | "
                    + by.stream().mapToLong(Invalidated::needless).sum() + " |");
        }
    }

    private static String declared(MethodAccount method) {
        Set<String> tables = method.declared().tables();
        Set<String> tags = method.declared().tags();
        String all = String.join(", ", tables)
                + (tags.isEmpty() ? "" : (tables.isEmpty() ? "" : ", ") + "tags " + String.join(", ", tags));
        return method.declared().isObserved() ? (all.isEmpty() ? "what it reads" : all + ", and what it reads") : all;
    }

    private static String reads(TablesRead read) {
        String tables = read.columns().entrySet().stream()
                .map(entry -> entry.getKey() + columns(entry.getValue()))
                .collect(Collectors.joining(", "));
        return read.gaps().isEmpty() ? tables : tables + " (it also " + String.join("; it ", read.gaps()) + ")";
    }

    private static String columns(Set<String> columns) {
        return columns.contains(TablesRead.ALL) || columns.isEmpty() ? "" : "(" + String.join(", ", columns) + ")";
    }

    private void entries() {
        lines.add("");
        lines.add("## Who writes");
        lines.add("");
        lines.add("| entry point | transactions | rolled back | writes | invalidates |");
        lines.add("|---|---|---|---|---|");
        for (EntryAccount entry : testimony.entries()) {
            lines.add("| " + entry.point().describe() + " | " + entry.transactionCount() + " | "
                    + entry.rolledBackCount() + " | "
                    + entry.tables().entrySet().stream().map(Page::write).collect(Collectors.joining(", ")) + " | "
                    + String.join(", ", entry.invalidated()) + " |");
        }
    }

    private static String write(Map.Entry<String, SortedSet<String>> table) {
        return table.getKey() + " ("
                + (table.getValue().isEmpty() ? "by trigger, cascade or function" : String.join(", ", table.getValue()))
                + ")";
    }
}
