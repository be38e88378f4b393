package io.freshet.capture.jdbc;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the statements of one transaction write, read from their texts, where they are executed by something else than JDBC. Thread-safe.
 */
public final class StatementWrites {

    private static final StatementReader READER = new StatementReader();

    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<KeyChange> keyChanges = new LinkedHashSet<>();
    private boolean isUnknown;

    /** Nothing yet. */
    public StatementWrites() {}

    /** What a statement does to the transaction. */
    public enum Ends {
        /** Nothing. */
        NOTHING,
        /** It commits. */
        COMMITS,
        /** It rolls back. */
        ROLLS_BACK
    }

    /** A statement is going to be executed. */
    public synchronized Ends executes(String sql) {
        StatementEffect effect = READER.read(sql);
        if (effect instanceof StatementEffect.Writes writes) {
            tables.addAll(writes.tables());
            keyChanges.addAll(writes.keyChanges());
        } else if (effect instanceof StatementEffect.Unknown) {
            isUnknown = true;
        } else if (effect instanceof StatementEffect.Commits) {
            return Ends.COMMITS;
        } else if (effect instanceof StatementEffect.RollsBack) {
            return Ends.ROLLS_BACK;
        }
        return Ends.NOTHING;
    }

    /** Whether nothing was written. */
    public synchronized boolean isEmpty() {
        return tables.isEmpty() && !isUnknown;
    }

    /** What was written so far, and forgets it. */
    public synchronized Written take() {
        Written written = new Written(tables, isUnknown, Set.of(), keyChanges, false);
        clear();
        return written;
    }

    /** Forgets. */
    public synchronized void clear() {
        tables.clear();
        keyChanges.clear();
        isUnknown = false;
    }
}
