package io.freshet.spring.transaction;

import io.freshet.read.Surroundings;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * What a read takes place in, as Spring's transaction and the captured connection tell. Thread-safe.
 *
 * <h2>Why a transaction may forbid the cache</h2>
 *
 * A transaction that has written sees its own rows, which nobody else may be served, and must see them, which the cache cannot give. With a
 * JPA session what was written may not have reached the database yet, so a transaction that may write counts as one that has. Repeatable
 * reads promise one moment in time; the cache has another. A transaction that has only read is served, but what it loads may be as old as
 * its first statement made it, so it is not stored. A JPA session that is open for a whole request could answer from entities that it has read
 * before, however long ago: what it loads is stored only if it is loaded in a session of its own.
 */
public final class SpringSurroundings implements Surroundings {

    private static final boolean JPA =
            ClassUtils.isPresent("jakarta.persistence.EntityManagerFactory", SpringSurroundings.class.getClassLoader());

    private final CapturedWork work;
    private volatile boolean repeatableByDefault;

    /** Asks these connections. */
    public SpringSurroundings(CapturedWork work) {
        this.work = work;
    }

    /** Transactions that name no isolation read repeatably: a setting of the database. */
    public void repeatableByDefault() {
        repeatableByDefault = true;
    }

    @Override
    public Trust trust() {
        if (work.isWriting()) {
            return Trust.NONE;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return sessionRemembers() ? Trust.LOAD_APART : Trust.FULL;
        }
        if (isRepeatable() || mayHaveUnflushedWrites()) {
            return Trust.NONE;
        }
        return work.hasExecuted() || sessionRemembers() ? Trust.SERVE_ONLY : Trust.FULL;
    }

    @Override
    public @Nullable Scope apart() {
        return JPA ? BoundEntityManagers.apart() : null;
    }

    @Override
    public boolean isTransaction() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    private boolean isRepeatable() {
        Integer isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
        return isolation == null ? repeatableByDefault : isolation >= TransactionDefinition.ISOLATION_REPEATABLE_READ;
    }

    /** A session that is open for a whole request answers with entities that it has read before, however long ago. */
    private static boolean sessionRemembers() {
        return JPA
                && !TransactionSynchronizationManager.getResourceMap().isEmpty()
                && BoundEntityManagers.holdEntities();
    }

    private static boolean mayHaveUnflushedWrites() {
        return JPA && !TransactionSynchronizationManager.isCurrentTransactionReadOnly() && BoundEntityManagers.exist();
    }
}
