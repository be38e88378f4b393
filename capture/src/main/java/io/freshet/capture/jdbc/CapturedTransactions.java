package io.freshet.capture.jdbc;

import java.util.ArrayList;
import java.util.List;

/** Whether the present thread has uncommitted writes on any captured connection. Thread-safe. */
public final class CapturedTransactions {

    private static final ThreadLocal<Logs> WRITING = ThreadLocal.withInitial(Logs::new);

    private CapturedTransactions() {}

    /** Whether an open connection that this thread used has a write that is neither committed nor rolled back. */
    public static boolean isWriting() {
        return WRITING.get().isWriting();
    }

    static void note(TransactionLog log) {
        WRITING.get().add(log);
    }

    static void forget(TransactionLog log) {
        WRITING.get().remove(log);
    }

    /** Those of a thread: most have one at a time. */
    private static final class Logs {

        private final List<TransactionLog> all = new ArrayList<>(1);

        boolean isWriting() {
            if (all.isEmpty()) {
                return false;
            }
            all.removeIf(log -> !log.isWriting());
            return !all.isEmpty();
        }

        /** One whose transaction another thread has ended is still here. */
        void add(TransactionLog log) {
            if (indexOf(log) < 0) {
                all.removeIf(other -> !other.isWriting());
                all.add(log);
            }
        }

        void remove(TransactionLog log) {
            int index = indexOf(log);
            if (index >= 0) {
                all.remove(index);
            }
        }

        private int indexOf(TransactionLog log) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i) == log) {
                    return i;
                }
            }
            return -1;
        }
    }
}
