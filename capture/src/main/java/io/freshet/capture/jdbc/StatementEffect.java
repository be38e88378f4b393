package io.freshet.capture.jdbc;

import java.util.Set;

/** What a statement's text says that it does to data and transaction. */
sealed interface StatementEffect {

    /** Writes nothing that a cache could depend on. */
    record Reads() implements StatementEffect {}

    /**
     * Writes to these tables.
     *
     * @param tables names in lower case
     */
    record Writes(Set<String> tables) implements StatementEffect {}

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
