package io.freshet.bench.faults;

import io.freshet.key.TenantResolver;

/** Whose rows the calling thread works on. */
final class Tenants implements TenantResolver {

    private static final ThreadLocal<String> PRESENT = ThreadLocal.withInitial(() -> "");

    static void enter(String tenant) {
        PRESENT.set(tenant);
    }

    @Override
    public String currentTenant() {
        return PRESENT.get();
    }
}
