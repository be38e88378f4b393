package io.freshet.capture.jdbc;

import io.freshet.capture.observe.StatementObservation;
import io.freshet.change.ChangeSet;
import org.jspecify.annotations.Nullable;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.List;

/**
 * The present transaction of one connection: collects before a commit, tells after it.
 *
 * <h2>Why the tags are collected before the commit and told after it</h2>
 *
 * Told before, another reader could load the old value again and keep it. Collected after, a crash in between would lose them and a second
 * transaction would be needed to read them. A deferred trigger may still add to the outbox while the commit runs: the relay sees more rows
 * than were told here, and raises the transaction again. If the commit fails, nothing is told, unless no outbox would tell it later: then it
 * may have succeeded without an answer, and too much is better than too little.
 */
final class CapturedTransaction {

    /** Of a statement within a transaction that has failed already. */
    private static final String ABORTED = "25P02";

    private final Connection delegate;
    private final Capturing capturing;
    private final TransactionLog log = new TransactionLog();
    private @Nullable ReadText latest;

    CapturedTransaction(Connection delegate, Capturing capturing) {
        this.delegate = delegate;
        this.capturing = capturing;
    }

    TransactionLog log() {
        return log;
    }

    Capturing capturing() {
        return capturing;
    }

    StatementEffect read(String sql) {
        ReadText known = latest;
        if (known == null || !known.isLookedAt() || !known.sql().equals(sql)) {
            known = new ReadText(
                    sql, capturing.executes(sql), capturing.reader().read(sql));
            latest = known;
        }
        return known.effect();
    }

    /** The stand-in itself, or the driver's own object, through which things are done that nobody sees. */
    Object unwrapped(Object proxy, Wrapper delegate, Class<?> type, String what) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        log.unwatched();
        StatementObservation load = StatementObservation.current();
        if (load != null) {
            load.gap("uses the driver's own " + what);
        }
        return type.isInstance(delegate) ? delegate : delegate.unwrap(type);
    }

    /** Tells whoever listens what is going to be executed. */
    void heard(String sql, StatementEffect effect) {
        if (effect instanceof StatementEffect.Reads) {
            capturing.listener().reads(sql);
        } else if (isListening()
                && (effect instanceof StatementEffect.Writes || effect instanceof StatementEffect.Unknown)) {
            log.heard(sql);
        }
    }

    private boolean isListening() {
        return capturing.listener() != StatementListener.none();
    }

    /** Ends the transaction by an action that commits it, whatever else it does. */
    <T extends @Nullable Object> T committing(Action<T> commit) throws SQLException {
        return log.isWriting() ? committing(collected(), commit) : committed(commit);
    }

    /** Ends the transaction by a plain commit, or an action that begins with one, which does nothing where there is no transaction. */
    <T extends @Nullable Object> T committingPlainly(Action<T> commit) throws SQLException {
        return log.isWriting() ? committing(collectedBeforeCommit(), commit) : committed(commit);
    }

    private <T extends @Nullable Object> T committed(Action<T> commit) throws SQLException {
        T answer = commit.run();
        log.clear();
        return answer;
    }

    private <T extends @Nullable Object> T committing(ChangeSet change, Action<T> commit) throws SQLException {
        List<String> texts = log.texts();
        T answer;
        try {
            answer = commit.run();
        } catch (SQLException e) {
            log.clear();
            if (!change.transaction().isRecorded()) {
                tell(change);
            }
            throw e;
        }
        log.clear();
        committed(texts, change);
        return answer;
    }

    /** Ends the transaction by an action that rolls it back. */
    <T extends @Nullable Object> T rollingBack(Action<T> rollback) throws SQLException {
        List<String> texts = log.texts();
        try {
            return rollback.run();
        } finally {
            log.clear();
            if (!texts.isEmpty()) {
                capturing.listener().rolledBack(texts);
            }
        }
    }

    /** Runs statements of these effects, in a transaction of their own where none is open. */
    <T extends @Nullable Object> T execute(List<StatementEffect> effects, Action<T> action) throws SQLException {
        if (has(effects, StatementEffect.Commits.class)) {
            return committing(action);
        }
        if (has(effects, StatementEffect.RollsBack.class)) {
            return rollingBack(action);
        }
        boolean isAlone = isAlone();
        if (isAlone && StatementEffect.areReads(effects)) {
            return action.run();
        }
        for (int i = 0; i < effects.size(); i++) {
            log.executed(effects.get(i));
        }
        if (!isAlone || log.isBegun()) {
            return action.run();
        }
        return effects.stream().anyMatch(CapturedTransaction::mayCommit) ? unprotected(action) : alone(action);
    }

    /** A plain loop, as the others here: it runs for each statement, and most often over one. */
    private static boolean has(List<StatementEffect> effects, Class<? extends StatementEffect> kind) {
        for (int i = 0; i < effects.size(); i++) {
            if (kind.isInstance(effects.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the next statement would be a transaction by itself. */
    boolean isAlone() throws SQLException {
        return delegate.getAutoCommit() && !log.isBegun();
    }

    private static boolean mayCommit(StatementEffect effect) {
        return effect instanceof StatementEffect.Unknown unknown && unknown.mayCommit();
    }

    private <T extends @Nullable Object> T alone(Action<T> action) throws SQLException {
        delegate.setAutoCommit(false);
        try {
            T answer = wholeOrPart(action);
            committingPlainly(() -> {
                delegate.commit();
                return answer;
            });
            delegate.setAutoCommit(true);
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBackAfter(e);
            restoreAutoCommit(e);
            throw e;
        }
    }

    /** Of a batch that goes on after an element that failed, the others are committed, as they are without a transaction. */
    private <T extends @Nullable Object> T wholeOrPart(Action<T> action) throws SQLException {
        try {
            return action.run();
        } catch (BatchUpdateException e) {
            if (hasSucceeded(e) && !isOpen()) {
                commitBefore(e);
            }
            throw e;
        }
    }

    private static boolean hasSucceeded(BatchUpdateException failure) {
        long[] counts = failure.getLargeUpdateCounts();
        return counts != null
                && Arrays.stream(counts).anyMatch(count -> count >= 0 || count == Statement.SUCCESS_NO_INFO);
    }

    private void commitBefore(BatchUpdateException failure) throws SQLException {
        try {
            committingPlainly(() -> {
                delegate.commit();
                return failure;
            });
        } catch (SQLException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private void restoreAutoCommit(Throwable failure) {
        try {
            delegate.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** What commits by itself is asked afterwards, when its own transactions are over: what triggers saw of them the relay carries. */
    private <T extends @Nullable Object> T unprotected(Action<T> action) throws SQLException {
        T answer = action.run();
        ChangeSet change = collected();
        List<String> texts = log.texts();
        log.clear();
        committed(texts, change);
        return answer;
    }

    private ChangeSet collected() throws SQLException {
        try {
            return capturing.tags().collect(delegate, log.written());
        } catch (SQLException e) {
            throw notCollected(e);
        }
    }

    private ChangeSet collectedBeforeCommit() throws SQLException {
        try {
            return capturing.tags().collectBeforeCommit(delegate, log.written());
        } catch (SQLException e) {
            if (isOpen()) {
                throw notCollected(e);
            }
            rollBackAfter(e);
            throw e;
        }
    }

    private SQLException notCollected(SQLException e) {
        SQLException said = new SQLException(
                "Freshet could not collect what the transaction wrote, so it was rolled back: " + e.getMessage(),
                e.getSQLState(),
                e.getErrorCode(),
                e);
        rollBackAfter(said);
        return said;
    }

    /** Whether a transaction that failed waits for its end, rather than having failed at it. */
    private boolean isOpen() {
        try (Statement statement = delegate.createStatement()) {
            statement.execute("SELECT 1");
            return false;
        } catch (SQLException e) {
            return ABORTED.equals(e.getSQLState());
        }
    }

    private void rollBackAfter(Throwable failure) {
        try {
            if (!delegate.getAutoCommit()) {
                delegate.rollback();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        } finally {
            log.clear();
        }
    }

    private void committed(List<String> texts, ChangeSet change) {
        capturing.listener().committed(texts, change, () -> tell(change));
    }

    private void tell(ChangeSet change) {
        if (change.isEmpty()) {
            return;
        }
        if (capturing.tags().isKept() && !change.transaction().isRecorded()) {
            capturing.sink().made(change);
        } else {
            capturing.sink().committed(change);
        }
    }

    /** Something that talks to the database. */
    interface Action<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    /**
     * A text that was read, and what it does.
     *
     * @param isLookedAt whether it was asked if names move by it, which counts only once caches read through this data source
     */
    private record ReadText(String sql, boolean isLookedAt, StatementEffect effect) {}
}
