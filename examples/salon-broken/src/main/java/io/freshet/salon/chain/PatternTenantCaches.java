package io.freshet.salon.chain;

import io.freshet.salon.cache.Patterns;
import org.springframework.stereotype.Component;

/**
 * Deletes what has a key of the tenant. Wrong: tenant 1 takes tenants 10 to 19 along; it is done before the deletes are committed, and by a walk
 * through all keys of Redis.
 */
@Component
class PatternTenantCaches implements TenantCaches {

    private final Patterns patterns;

    PatternTenantCaches(Patterns patterns) {
        this.patterns = patterns;
    }

    @Override
    public void forget(long tenantId) {
        patterns.delete("*::" + tenantId + "*");
    }
}
