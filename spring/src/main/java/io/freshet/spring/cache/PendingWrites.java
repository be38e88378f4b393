package io.freshet.spring.cache;

import io.freshet.read.Surroundings;
import io.freshet.read.Surroundings.Trust;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the present transaction has put or evicted, so that its own look-ups do not find what was there before; and what it has put, to be kept after
 * its commit. A transaction that has written to a database keeps nothing: what it put may depend on what it wrote, and the next read loads that.
 * Used by one thread.
 */
final class PendingWrites implements TransactionSynchronization {

    private final Surroundings surroundings;
    private final Map<Place, Runnable> writes = new LinkedHashMap<>();
    private final Set<String> cleared = new HashSet<>();
    private final Map<Object, Before> before = new HashMap<>();
    private boolean hasWritten;

    private PendingWrites(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Those of the present transaction; null if there is none, or if it has ended but for what is told after its commit. */
    static @Nullable PendingWrites ofTransaction(Surroundings surroundings, boolean isCommitted) {
        if (isCommitted
                || !TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        PendingWrites known = known();
        if (known != null) {
            return known;
        }
        PendingWrites fresh = new PendingWrites(surroundings);
        TransactionSynchronizationManager.registerSynchronization(fresh);
        return fresh;
    }

    private static @Nullable PendingWrites known() {
        for (TransactionSynchronization each : TransactionSynchronizationManager.getSynchronizations()) {
            if (each instanceof PendingWrites pending) {
                return pending;
            }
        }
        return null;
    }

    /** Whether the present transaction has put or evicted something there. */
    static boolean hide(Place place) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return false;
        }
        PendingWrites pending = known();
        return pending != null && (pending.writes.containsKey(place) || pending.cleared.contains(place.cache()));
    }

    void evicted(Place place) {
        put(place, () -> {});
    }

    void cleared(String cache) {
        writes.keySet().removeIf(place -> place.cache().equals(cache));
        cleared.add(cache);
    }

    /** @param keep keeps what was put, outside of the transaction */
    void put(Place place, Runnable keep) {
        writes.remove(place);
        writes.put(place, keep);
    }

    @Override
    public void savepoint(Object savepoint) {
        before.put(savepoint, new Before(new LinkedHashMap<>(writes), Set.copyOf(cleared)));
    }

    @Override
    public void savepointRollback(Object savepoint) {
        Before known = before.getOrDefault(savepoint, Before.NOTHING);
        writes.clear();
        writes.putAll(known.writes());
        cleared.retainAll(known.cleared());
    }

    @Override
    public void beforeCompletion() {
        hasWritten = surroundings.trust() == Trust.NONE;
    }

    /** After what the transaction has invalidated, and before the application's own callbacks. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public void afterCommit() {
        if (!hasWritten) {
            writes.values().forEach(Runnable::run);
        }
    }

    /** What there was when a savepoint was made. */
    private record Before(Map<Place, Runnable> writes, Set<String> cleared) {

        static final Before NOTHING = new Before(Map.of(), Set.of());
    }
}
