package io.freshet.spring.transaction;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.freshet.invalidate.ChangeScope;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts changes made by hand into the transaction of the calling thread: among what its captured connection writes, so that they share its
 * fate whatever crashes; without one, they are told after its commit. Thread-safe.
 */
public final class TransactionChanges implements ChangeScope {

    private final CapturedWork work;
    private final ChangeSink sink;
    private final CommitPhase phase;

    /** Asks these connections, and tells this sink what no connection takes. */
    public TransactionChanges(CapturedWork work, ChangeSink sink, CommitPhase phase) {
        this.work = work;
        this.sink = sink;
        this.phase = phase;
    }

    @Override
    public boolean join(Collection<String> tagNames) {
        if (!TransactionSynchronizationManager.isActualTransactionActive() || phase.isCommitted()) {
            return false;
        }
        return work.join(tagNames) || joinSynchronization(tagNames);
    }

    private boolean joinSynchronization(Collection<String> tagNames) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return false;
        }
        pending().tagNames.addAll(tagNames);
        return true;
    }

    private AfterCommit pending() {
        List<TransactionSynchronization> registered = TransactionSynchronizationManager.getSynchronizations();
        for (TransactionSynchronization synchronization : registered) {
            if (synchronization instanceof AfterCommit pending && pending.sink == sink) {
                return pending;
            }
        }
        AfterCommit fresh = new AfterCommit(sink);
        TransactionSynchronizationManager.registerSynchronization(fresh);
        return fresh;
    }

    private static final class AfterCommit implements TransactionSynchronization {

        private final ChangeSink sink;
        private final Set<String> tagNames = new LinkedHashSet<>();
        private final Map<Object, Set<String>> before = new HashMap<>();

        AfterCommit(ChangeSink sink) {
            this.sink = sink;
        }

        /** Before other callbacks, which may read what they have just changed. */
        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }

        @Override
        public void savepoint(Object savepoint) {
            before.put(savepoint, Set.copyOf(tagNames));
        }

        /** A savepoint that was made before anything was added is not known here: all of it came afterwards. */
        @Override
        public void savepointRollback(Object savepoint) {
            tagNames.retainAll(before.getOrDefault(savepoint, Set.of()));
        }

        @Override
        public void afterCommit() {
            sink.committed(ChangeSet.of(tagNames, "by hand in a transaction"));
        }
    }
}
