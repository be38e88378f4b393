package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Inventory;
import io.freshet.audit.rule.Level;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was counted. */
final class Statistics {

    private Statistics() {}

    static long count(Audited audited, Level level) {
        return audited.findings().stream()
                .filter(finding -> finding.level() == level)
                .count();
    }

    /** All figures, in words and in order. */
    static Map<String, Long> of(Audited audited) {
        Audited.Coverage coverage = audited.coverage();
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("classes", (long) coverage.classes());
        figures.put("entry points", (long) coverage.entries());
        figures.put("entry points that write", (long) coverage.writingEntries());
        figures.put("entry points of which it is known all that they write", (long) coverage.resolvedEntries());
        figures.put("entry points that leave a cache stale", entries(audited, Inventory.State.STALE));
        figures.put("entry points that are handled", handled(audited));
        figures.put("cached reads", (long) coverage.cachedReads());
        figures.put("cached reads of which it is known what they read", (long) coverage.cachedReadsWithTables());
        figures.put("evictions by annotation", (long) coverage.evictions());
        figures.put("errors", count(audited, Level.ERROR));
        figures.put("warnings", count(audited, Level.WARNING));
        figures.put("notes", count(audited, Level.NOTE));
        figures.put("meant to be so", (long) audited.suppressed().size());
        figures.put("places that could not be looked into", (long)
                audited.unresolved().size());
        return figures;
    }

    private static long entries(Audited audited, Inventory.State state) {
        return audited.inventory().entries().stream()
                .filter(entry -> entry.worst() == state)
                .count();
    }

    private static long handled(Audited audited) {
        return entries(audited, Inventory.State.CAPTURED)
                + entries(audited, Inventory.State.EVICTED)
                + entries(audited, Inventory.State.MEANT);
    }
}
