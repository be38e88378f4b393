package io.freshet.key;

/** Tells whose data the calling thread works on. Thread-safe; must not block. */
@FunctionalInterface
public interface TenantResolver {

    /** The tenant; empty if the calling thread works for none, which only caches that all tenants share accept. */
    String currentTenant();

    /** An application without tenants: every cache counts as shared. */
    static TenantResolver none() {
        return NoTenants.INSTANCE;
    }

    /** The resolver of an application without tenants. */
    enum NoTenants implements TenantResolver {
        /** The one there is. */
        INSTANCE;

        @Override
        public String currentTenant() {
            return "";
        }
    }
}
