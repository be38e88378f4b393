package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds a program against all rules. */
public final class Auditor {

    private static final List<Check> CHECKS = List.of(
            new WriteCheck(),
            new KeyCheck(),
            new ProxyCheck(),
            new TransactionCheck(),
            new TtlCheck(),
            new ReadCheck());

    private Auditor() {}

    /** Audits a program. */
    public static Audited audit(Program program) {
        Application application = new Application(program);
        Map<String, Finding> all = new LinkedHashMap<>();
        CHECKS.forEach(check -> check.check(application, finding -> all.putIfAbsent(finding.fingerprint(), finding)));
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
        return new Audited(findings, suppressed, unresolved(application), coverage(application));
    }

    private static List<Unresolved> unresolved(Application application) {
        List<Unresolved> unresolved = new ArrayList<>(application.effects().unresolved());
        for (CachedRead read : application.caches().reads()) {
            if (application.reads(read).isEmpty()) {
                unresolved.add(new Unresolved(
                        read.node().id(),
                        read.node().method().line(),
                        "what this cached read (cache " + read.cache() + ") reads is not known"));
            }
        }
        for (Eviction eviction : KeyCheck.evictions(application)) {
            if (eviction.names().isEmpty()) {
                unresolved.add(new Unresolved(
                        eviction.node().id(),
                        eviction.line(),
                        "which cache is evicted is not known: it counts for each"));
            }
        }
        return unresolved;
    }

    private static Audited.Coverage coverage(Application application) {
        List<CachedRead> reads = application.caches().reads();
        List<EntryPoint> entries = application.entries();
        return new Audited.Coverage(
                application.program().classes().size(),
                entries.size(),
                (int) entries.stream()
                        .filter(entry -> !application.writes(entry).isEmpty())
                        .count(),
                reads.size(),
                (int) reads.stream()
                        .filter(read -> !application.reads(read).isEmpty())
                        .count(),
                application.caches().allDeclared().size());
    }
}
