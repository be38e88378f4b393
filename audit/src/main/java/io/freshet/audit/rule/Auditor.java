package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds a program against all rules. */
public final class Auditor {

    private static final List<Check> CHECKS = List.of(
            new WriteCheck(),
            new KeyCheck(),
            new WidthCheck(),
            new ProxyCheck(),
            new TransactionCheck(),
            new TtlCheck(),
            new ReadCheck(),
            new ValueCheck(),
            new EvictionCheck());

    private Auditor() {}

    /** Audits a program. */
    public static Audited audit(Program program) {
        return audit(new Application(program));
    }

    /** Audits an application. */
    public static Audited audit(Application application) {
        Program program = application.program();
        WitnessJoin join = new WitnessJoin(application);
        Severity severity = new Severity(application);
        Map<String, Finding> all = new LinkedHashMap<>();
        Map<String, Integer> occurrences = new HashMap<>();
        CHECKS.forEach(check -> check.check(
                application,
                finding -> all.computeIfAbsent(
                        finding.identity(),
                        key -> severity.weighed(join.held(finding))
                                .as(occurrences.merge(finding.unnumbered(), 1, Integer::sum)))));
        Suppressions suppressions = new Suppressions(program);
        List<Finding> findings = new ArrayList<>();
        List<Audited.Suppressed> suppressed = new ArrayList<>();
        for (Finding finding : all.values()) {
            suppressions
                    .reason(finding)
                    .ifPresentOrElse(
                            reason -> suppressed.add(new Audited.Suppressed(finding, reason)),
                            () -> findings.add(finding));
        }
        findings.sort(Comparator.comparing(Finding::level)
                .reversed()
                .thenComparing(Finding::rule)
                .thenComparing(Finding::cache)
                .thenComparing(Finding::entry));
        Inventory inventory = new Stocktake(
                        application,
                        findings,
                        suppressed.stream().map(Audited.Suppressed::finding).toList())
                .take();
        List<Unresolved> unresolved = unresolved(application);
        unresolved.addAll(suppressions.withoutReason());
        unresolved.addAll(join.unexplained());
        return new Audited(findings, suppressed, unresolved, coverage(application), inventory, List.of());
    }

    private static List<Unresolved> unresolved(Application application) {
        List<Unresolved> unresolved = new ArrayList<>(application.effects().unresolved());
        for (CachedRead read : application.cachedReads()) {
            if (application.reads(read).isEmpty()) {
                unresolved.add(new Unresolved(
                        read.node().id(),
                        read.node().method().line(),
                        "what this cached read (cache " + read.cache() + ") reads is not known"));
            }
        }
        for (Eviction eviction : application.evictions().all()) {
            if (eviction.names().isEmpty()) {
                unresolved.add(new Unresolved(
                        eviction.node().id(),
                        eviction.line(),
                        "which cache is evicted is not known: it counts for each"));
            }
        }
        application
                .graph()
                .aspects()
                .unclear()
                .forEach((advice, expression) -> unresolved.add(new Unresolved(
                        advice.id(), advice.line(), "what the pointcut " + expression + " means is not known")));
        return unresolved;
    }

    private static Audited.Coverage coverage(Application application) {
        List<CachedRead> reads = application.cachedReads();
        List<EntryPoint> entries = application.entries();
        return new Audited.Coverage(
                application.program().classes().size(),
                entries.size(),
                (int) entries.stream()
                        .filter(entry -> !application.writes(entry).isEmpty() || !application.isResolved(entry))
                        .count(),
                (int) entries.stream()
                        .filter(entry -> !application.writes(entry).isEmpty() && application.isResolved(entry))
                        .count(),
                reads.size(),
                (int) reads.stream()
                        .filter(read -> !application.reads(read).isEmpty())
                        .count(),
                application.caches().allDeclared().size());
    }
}
