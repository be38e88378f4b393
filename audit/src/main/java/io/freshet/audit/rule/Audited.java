package io.freshet.audit.rule;

import io.freshet.audit.effect.Unresolved;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an audit found. Immutable.
 *
 * @param findings what is wrong, the worst first
 * @param suppressed what is wrong and meant to be so
 * @param unresolved what could not be looked at
 * @param coverage how much was looked at
 * @param inventory what was looked at
 * @param leftOut what is wrong and known already, or not asked for
 */
public record Audited(
        List<Finding> findings,
        List<Suppressed> suppressed,
        List<Unresolved> unresolved,
        Coverage coverage,
        Inventory inventory,
        List<Finding> leftOut) {

    /** Copies. */
    public Audited {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        unresolved = List.copyOf(unresolved);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A finding that is meant to be so.
     *
     * @param finding what is wrong
     * @param reason why it is meant
     */
    public record Suppressed(Finding finding, String reason) {}

    /**
     * How much was looked at.
     *
     * @param classes own classes
     * @param entries entry points
     * @param writingEntries those that write, or may
     * @param resolvedEntries those of which it is known all that they write
     * @param cachedReads cached methods
     * @param cachedReadsWithTables those of which it is known what they read
     * @param evictions evictions by annotation
     */
    public record Coverage(
            int classes,
            int entries,
            int writingEntries,
            int resolvedEntries,
            int cachedReads,
            int cachedReadsWithTables,
            int evictions) {}

    /** The same with some of its findings only. */
    public Audited with(List<Finding> some) {
        List<Finding> others = Stream.concat(
                        leftOut.stream(), findings.stream().filter(finding -> !some.contains(finding)))
                .toList();
        return new Audited(some, suppressed, unresolved, coverage, inventory, others);
    }
}
