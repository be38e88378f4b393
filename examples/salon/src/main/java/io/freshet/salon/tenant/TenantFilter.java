package io.freshet.salon.tenant;

import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Tells Hibernate the current tenant, which it adds to every query over a {@link TenantOwned} and writes into every new row. */
@Component
class TenantFilter implements CurrentTenantIdentifierResolver<Long>, HibernatePropertiesCustomizer {

    /** Owns no row: what a session sees that belongs to no tenant. */
    private static final long NOBODY = 0;

    @Override
    public Long resolveCurrentTenantIdentifier() {
        return CurrentTenant.find().orElse(NOBODY);
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }

    @Override
    public void customize(Map<String, Object> hibernateProperties) {
        hibernateProperties.put(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, this);
    }
}
