package io.freshet.capture.jdbc;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Whether the present thread has uncommitted writes on any captured connection. Thread-safe. */
public final class CapturedTransactions {

    private static final ThreadLocal<Set<TransactionLog>> WRITING =
            ThreadLocal.withInitial(() -> Collections.newSetFromMap(new IdentityHashMap<>()));

    private CapturedTransactions() {}

    /** Whether an open connection that this thread used has a write that is neither committed nor rolled back. */
    public static boolean isWriting() {
        Set<TransactionLog> logs = WRITING.get();
        if (logs.isEmpty()) {
            return false;
        }
        logs.removeIf(log -> !log.isWriting());
        return !logs.isEmpty();
    }

    static void note(TransactionLog log) {
        WRITING.get().add(log);
    }

    static void forget(TransactionLog log) {
        WRITING.get().remove(log);
    }
}
