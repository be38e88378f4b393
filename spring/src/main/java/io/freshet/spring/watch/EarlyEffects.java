package io.freshet.spring.watch;

import io.freshet.capture.jdbc.CapturedTransactions;
import io.freshet.spring.watch.account.CacheAccount;
import io.freshet.spring.watch.account.Watch;
import io.freshet.spring.watch.account.Writer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What took effect in caches within a transaction that may commit a write later. It lies among the transaction's synchronizations, which are suspended
 * and dropped with it, and is called by nobody. Used by the thread of the transaction.
 */
final class EarlyEffects implements TransactionSynchronization {

    private static final int MOST = 50;
    private static final boolean HAS_CAPTURE =
            ClassUtils.isPresent("io.freshet.capture.jdbc.CapturedTransactions", EarlyEffects.class.getClassLoader());

    private final List<Effect> effects = new ArrayList<>();

    private EarlyEffects() {}

    /** What evicts may come before the write or after it. */
    static void note(CacheAccount cache, String what, @Nullable Frame frame) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            EarlyEffects present = current();
            if (present == null) {
                present = new EarlyEffects();
                TransactionSynchronizationManager.registerSynchronization(present);
            }
            if (present.effects.size() < MOST) {
                present.effects.add(new Effect(
                        cache, what, frame == null ? "" : frame.method().name()));
            }
        }
    }

    /** What is put is wrong only if it may show what is not committed. */
    static void notePut(CacheAccount cache, @Nullable Object key, @Nullable Frame frame) {
        if (HAS_CAPTURE && CapturedTransactions.isWriting()) {
            note(cache, "put of key " + key, frame);
        }
    }

    private static @Nullable EarlyEffects current() {
        for (TransactionSynchronization each : TransactionSynchronizationManager.getSynchronizations()) {
            if (each instanceof EarlyEffects present) {
                return present;
            }
        }
        return null;
    }

    /** The transaction of the calling thread has committed that it wrote these tables: what was noted came before. */
    static void committed(Watch watch, Collection<String> tables, Writer writer) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        EarlyEffects present = current();
        if (present != null) {
            present.effects.forEach(
                    effect -> watch.early(effect.cache(), effect.what(), effect.method(), tables, writer));
            present.effects.clear();
        }
    }

    private record Effect(CacheAccount cache, String what, String method) {}
}
