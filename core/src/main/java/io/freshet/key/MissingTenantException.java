package io.freshet.key;

/** A cache that keeps tenants apart was used where no tenant is known: serving it would show one tenant another's data. */
public final class MissingTenantException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Names the cache. */
    public MissingTenantException(String cache) {
        super("Cache '" + cache + "' keeps tenants apart, but the calling thread has no tenant."
                + " Set one before the call, mark a parameter with @Tenant, or declare the cache shared = true"
                + " if its data belongs to no tenant");
    }
}
