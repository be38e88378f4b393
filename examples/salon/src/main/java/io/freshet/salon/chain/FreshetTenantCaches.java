package io.freshet.salon.chain;

import io.freshet.Freshet;
import org.springframework.stereotype.Component;

/**
 * Invalidates a tenant by hand. The captured deletes would invalidate all of it too, table by table; this is one sequence number for whatever the tenant
 * has in any cache, effective with the commit.
 */
@Component
class FreshetTenantCaches implements TenantCaches {

    private final Freshet freshet;

    FreshetTenantCaches(Freshet freshet) {
        this.freshet = freshet;
    }

    @Override
    public void forget(long tenantId) {
        freshet.invalidateTenant(Long.toString(tenantId));
    }
}
