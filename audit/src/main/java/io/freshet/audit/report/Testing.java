package io.freshet.audit.report;

import io.freshet.audit.rule.Confidence;
import io.freshet.audit.rule.Inventory;
import io.freshet.audit.rule.Inventory.Tested;

import java.util.List;
import java.util.Optional;

/**
 * How far a test run went.
 *
 * @param entries how many entry points it saw write
 * @param untestedEntries those that can write and were not seen to
 * @param reads how many cached reads it loaded
 * @param untestedReads those that it did not load
 */
record Testing(long entries, List<String> untestedEntries, long reads, List<String> untestedReads) {

    /** None if no run was told of. */
    static Optional<Testing> of(Inventory inventory) {
        Testing testing = new Testing(
                inventory.entries().stream()
                        .filter(entry -> entry.tested() == Tested.YES)
                        .count(),
                inventory.entries().stream()
                        .filter(entry -> entry.tested() == Tested.NO)
                        .map(Inventory.Entry::label)
                        .toList(),
                inventory.reads().stream()
                        .filter(read -> read.tested() == Tested.YES)
                        .count(),
                inventory.reads().stream()
                        .filter(read -> read.tested() == Tested.NO)
                        .map(Inventory.Read::method)
                        .toList());
        long told = testing.entries + testing.untestedEntries.size() + testing.reads + testing.untestedReads.size();
        return told == 0 ? Optional.empty() : Optional.of(testing);
    }

    String words() {
        return "The test run saw " + entries + " of " + (entries + untestedEntries.size())
                + " entry points write, and loaded " + reads + " of " + (reads + untestedReads.size())
                + " cached reads";
    }

    /** What a run says of a finding; none if it says nothing. */
    static Optional<String> words(Confidence confidence) {
        return switch (confidence) {
            case CODE -> Optional.empty();
            case NOT_SEEN -> Optional.of("the entry point ran, and was not seen to write this: less sure");
            case SEEN -> Optional.of("the write was seen, and the cached read read what was written");
            case STALE -> Optional.of("the cached read was seen to answer what was no longer true");
        };
    }
}
