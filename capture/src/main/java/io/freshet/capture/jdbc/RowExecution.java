package io.freshet.capture.jdbc;

import io.freshet.sql.RowWrite;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which rows a statement writes, where they are counted: watches what is bound to it, and looks around each execution. Used by one thread at
 * a time, as JDBC has it.
 */
final class RowExecution {

    private static final String ROLLED_BACK = "40";

    private final CountedRows counted;
    private final TransactionLog log;
    private final @Nullable RowWrite prepared;
    private final BoundRow bound = new BoundRow();
    private final List<BoundRow> batch = new ArrayList<>();

    /**
     * Of a statement.
     *
     * @param sql the text it was prepared with, or empty
     */
    RowExecution(CapturedTransaction transaction, String sql) {
        this.counted = transaction.capturing().tags().rows();
        this.log = transaction.log();
        boolean mayWrite =
                !counted.isEmpty() && !sql.isEmpty() && transaction.read(sql) instanceof StatementEffect.Writes;
        this.prepared = mayWrite ? counted.read(sql) : null;
    }

    void bound(Method setter, @Nullable Object @Nullable [] arguments) {
        if (prepared != null && setter.getName().startsWith("set")) {
            bound.set(setter, arguments);
        } else if (setter.getName().equals("clearParameters")) {
            bound.clear();
        }
    }

    void batched() {
        if (prepared != null) {
            batch.add(bound.copy());
        }
    }

    void clearBatch() {
        batch.clear();
    }

    /** What is known of the rows of the statement that is executed next; null if nothing, so that whole tables are told. */
    @Nullable
    RowWrite next(String executed, boolean isPrepared, StatementEffect effect) {
        if (isPrepared) {
            return prepared;
        }
        return effect instanceof StatementEffect.Writes ? counted.read(executed) : null;
    }

    /** The same of the batch. */
    @Nullable
    RowWrite nextBatch() {
        return prepared;
    }

    /** The same effects, without the table whose rows are told. */
    static List<StatementEffect> rest(List<StatementEffect> effects) {
        List<StatementEffect> rest = new ArrayList<>();
        for (StatementEffect effect : effects) {
            rest.add(
                    effect instanceof StatementEffect.Writes writes
                            ? new StatementEffect.Writes(Set.of(), writes.keyChanges())
                            : effect);
        }
        return rest;
    }

    /** Whether all that the statement does is to write to that table. */
    static boolean isAll(RowWrite write, List<StatementEffect> effects) {
        return !effects.isEmpty()
                && effects.stream()
                        .allMatch(effect -> effect instanceof StatementEffect.Writes writes
                                && writes.tables().equals(Set.of(write.table())));
    }

    /** Executes, and puts the tags of the rows into the transaction; the table, if they are not certain or it fails. */
    <T extends @Nullable Object> T run(
            RowWrite write, Statement statement, boolean isBatch, CapturedTransaction.Action<T> action)
            throws SQLException {
        Optional<Set<String>> tags = Optional.empty();
        List<BoundRow> executions = isBatch ? List.copyOf(batch) : List.of(bound.copy());
        batch.clear();
        try {
            Look look = look(write, statement.getConnection(), executions);
            T answer = action.run();
            tags = look.tags(statement, answer);
            return answer;
        } finally {
            tags.ifPresentOrElse(log::touch, () -> log.wrote(write.table()));
        }
    }

    private Look look(RowWrite write, Connection connection, List<BoundRow> executions) throws SQLException {
        try {
            Optional<RowScope> scope = counted.scope(connection, write);
            if (scope.isEmpty() || executions.size() > RowsChanged.MOST_ROWS) {
                return (statement, answer) -> Optional.empty();
            }
            if (write instanceof RowWrite.Inserts inserts) {
                Optional<Set<String>> tags = RowsInserted.tags(scope.get(), inserts, executions);
                return (statement, answer) -> tags;
            }
            if (write instanceof RowWrite.Changes changes && scope.get().isUntouchedBy(changes)) {
                return (statement, answer) -> Optional.of(scope.get().wholeTags());
            }
            Optional<RowsChanged> rows =
                    RowsChanged.lookedUp(connection, scope.get(), (RowWrite.Changes) write, executions);
            return (statement, answer) ->
                    rows.isEmpty() ? Optional.empty() : told(rows.get(), counts(statement, answer));
        } catch (SQLException e) {
            rethrowIfTheStatementWouldFailToo(e);
            return (statement, answer) -> Optional.empty();
        }
    }

    private static Optional<Set<String>> told(RowsChanged rows, List<Long> counts) throws SQLException {
        try {
            return rows.tags(counts);
        } catch (SQLException e) {
            rethrowIfTheStatementWouldFailToo(e);
            return Optional.empty();
        }
    }

    /** A transaction that was rolled back must not go on, and who has waited for a lock need not wait again. */
    private static void rethrowIfTheStatementWouldFailToo(SQLException failure) throws SQLException {
        boolean isOver = String.valueOf(failure.getSQLState()).startsWith(ROLLED_BACK);
        if (isOver || failure instanceof SQLTransientException) {
            throw failure;
        }
    }

    private static List<Long> counts(Statement statement, @Nullable Object answer) throws SQLException {
        List<Long> counts = new ArrayList<>();
        if (answer instanceof Number count) {
            counts.add(count.longValue());
        } else if (answer instanceof int[] || answer instanceof long[]) {
            for (int i = 0; i < Array.getLength(answer); i++) {
                counts.add(Array.getLong(answer, i));
            }
        } else if (Boolean.FALSE.equals(answer)) {
            counts.add((long) statement.getUpdateCount());
        }
        return counts;
    }

    /** What was found before. */
    private interface Look {
        Optional<Set<String>> tags(Statement statement, @Nullable Object answer) throws SQLException;
    }
}
