package io.freshet.salon.tenant;

import io.freshet.key.TenantResolver;
import org.springframework.stereotype.Component;

/** Keeps the tenants' cached data apart: every key begins with the tenant of the request. */
@Component
class CacheTenant implements TenantResolver {

    @Override
    public String currentTenant() {
        var tenant = CurrentTenant.find();
        return tenant.isPresent() ? Long.toString(tenant.getAsLong()) : "";
    }
}
