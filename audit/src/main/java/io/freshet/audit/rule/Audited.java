package io.freshet.audit.rule;

import io.freshet.audit.effect.Unresolved;

import java.util.List;

/**
 * What an audit found. Immutable.
 *
 * @param findings what is wrong, the worst first
 * @param suppressed what is wrong and meant to be so
 * @param unresolved what could not be looked at
 * @param coverage how much was looked at
 * @param inventory what was looked at
 */
public record Audited(
        List<Finding> findings,
        List<Suppressed> suppressed,
        List<Unresolved> unresolved,
        Coverage coverage,
        Inventory inventory) {

    /** Copies. */
    public Audited {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        unresolved = List.copyOf(unresolved);
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

    /** The same without some findings. */
    public Audited with(List<Finding> others) {
        return new Audited(others, suppressed, unresolved, coverage, inventory);
    }
}
