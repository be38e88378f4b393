package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Unresolved;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.observe.Observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds findings against what a test run saw. What was seen makes a finding surer, and what ran often enough without doing it less sure; what a run
 * did not reach says nothing. A path that no test takes is never a reason to leave a finding out.
 */
final class WitnessJoin {

    /** So many committed transactions have to have run without the write before that counts against a finding. */
    private static final int ENOUGH = 3;

    private final Application application;
    private final Observed observed;

    WitnessJoin(Application application) {
        this.application = application;
        this.observed = application.observed();
    }

    /** The finding with what the run says of it. */
    Finding held(Finding finding) {
        return observed.isThere() ? finding.as(confidence(finding)) : finding;
    }

    private Confidence confidence(Finding finding) {
        List<CachedRead> reads = application.cachedReads().stream()
                .filter(read -> read.cache().equals(finding.cache()))
                .toList();
        if (reads.stream().anyMatch(read -> observed.isSeenStale(read.node()))) {
            return Confidence.STALE;
        } else if (!WriteCheck.finds(finding.rule())) {
            return Confidence.CODE;
        }
        Optional<Observed.Work> work = application.entries().stream()
                .filter(entry -> entry.label().equals(finding.entry()))
                .findFirst()
                .flatMap(entry -> observed.work(entry.node()));
        if (work.isEmpty()) {
            return Confidence.CODE;
        }
        boolean wrote = finding.tables().stream().anyMatch(work.get().writes()::contains);
        boolean isRead = reads.stream()
                .flatMap(read -> observed.loads(read.node()).stream())
                .anyMatch(loads -> finding.tables().stream().anyMatch(loads.columns()::containsKey));
        if (wrote && isRead) {
            return Confidence.SEEN;
        }
        return !wrote && work.get().committed() >= ENOUGH ? Confidence.NOT_SEEN : Confidence.CODE;
    }

    /** What the run saw and the code does not show. */
    List<Unresolved> unexplained() {
        List<Unresolved> unexplained = new ArrayList<>();
        if (!observed.isThere()) {
            return unexplained;
        }
        for (EntryPoint entry : application.entries()) {
            Set<String> tables = new TreeSet<>();
            observed.work(entry.node()).ifPresent(work -> tables.addAll(work.writes()));
            application.writes(entry).stream().map(Effect::table).forEach(tables::remove);
            if (!tables.isEmpty()) {
                unexplained.add(new Unresolved(
                        entry.node().id(),
                        entry.node().method().line(),
                        "a test run saw " + entry.label() + " write " + String.join(", ", tables)
                                + ", which its code was not found to do"));
            }
        }
        return unexplained;
    }
}
