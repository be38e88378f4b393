package io.freshet.load;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** The places of each tenant that loads at present; a tenant that does not is not remembered. Thread-safe. */
final class TenantPlaces {

    private final int most;
    private final ConcurrentMap<String, Places> tenants = new ConcurrentHashMap<>();

    /** @param most of one tenant; 0 for any number */
    TenantPlaces(int most) {
        this.most = most;
    }

    /** The tenant's places until {@link #done}; null if they are not counted, or nobody's. */
    @Nullable
    Semaphore of(String tenant) {
        if (most == 0 || tenant.isEmpty()) {
            return null;
        }
        Places places = tenants.compute(
                tenant,
                (any, present) -> present == null
                        ? new Places(new Semaphore(most, true), 1)
                        : new Places(present.free(), present.users() + 1));
        return places.free();
    }

    void done(String tenant) {
        tenants.computeIfPresent(
                tenant, (any, places) -> places.users() == 1 ? null : new Places(places.free(), places.users() - 1));
    }

    boolean hasRoom(String tenant) {
        Places places = tenants.get(tenant);
        return places == null || places.free().availablePermits() > 0;
    }

    int waiting() {
        return tenants.values().stream()
                .mapToInt(places -> places.free().getQueueLength())
                .sum();
    }

    private record Places(Semaphore free, int users) {}
}
