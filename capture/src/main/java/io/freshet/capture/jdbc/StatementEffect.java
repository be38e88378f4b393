package io.freshet.capture.jdbc;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a statement's text says that it does to data and transaction. */
sealed interface StatementEffect {

    /** Whether all of them only read. */
    static boolean areReads(List<StatementEffect> effects) {
        for (int i = 0; i < effects.size(); i++) {
            if (!(effects.get(i) instanceof Reads)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes nothing that a cache could depend on.
     *
     * @param resets whether it may take settings back that the present transaction has set
     */
    record Reads(boolean resets) implements StatementEffect {}

    /**
     * Writes to these tables.
     *
     * @param tables names in lower case
     * @param keyChanges what it may have done to values that foreign keys refer to
     */
    record Writes(Set<String> tables, Set<KeyChange> keyChanges) implements StatementEffect {

        Writes(Set<String> tables) {
            this(tables, Set.of());
        }

        /** In any way, keys included. */
        static Writes toAnything(Set<String> tables) {
            return new Writes(tables, tables.stream().map(KeyChange::anything).collect(Collectors.toUnmodifiableSet()));
        }
    }

    /**
     * May write to anything.
     *
     * @param mayCommit whether it may end transactions itself, so that it cannot be put into one
     */
    record Unknown(boolean mayCommit) implements StatementEffect {}

    /** Begins a transaction. */
    record Begins() implements StatementEffect {}

    /** Commits. */
    record Commits() implements StatementEffect {}

    /** Rolls back. */
    record RollsBack() implements StatementEffect {}
}
