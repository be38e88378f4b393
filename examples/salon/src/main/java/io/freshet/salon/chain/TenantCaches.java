package io.freshet.salon.chain;

/** What is cached of tenants. */
interface TenantCaches {

    /** Makes all that is cached of a tenant invisible. Belongs to the current transaction, if there is one. */
    void forget(long tenantId);
}
