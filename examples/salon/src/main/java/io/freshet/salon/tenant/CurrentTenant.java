package io.freshet.salon.tenant;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import java.util.OptionalLong;
import java.util.function.Supplier;

/** The tenant that the current request acts for, as its access token says, or that a job works for. */
public final class CurrentTenant {

    /** The claim of the access token that holds the tenant's id. */
    public static final String CLAIM = "tenant";

    /** The tenant that a job works for on this thread. */
    private static final ThreadLocal<@Nullable Long> OF_JOB = new ThreadLocal<>();

    private CurrentTenant() {}

    /** Does a job's work for a tenant on this thread, as a request of that tenant would. */
    public static <T> T call(long tenantId, Supplier<T> work) {
        OF_JOB.set(tenantId);
        try {
            return work.get();
        } finally {
            OF_JOB.remove();
        }
    }

    /**
     * The id of the tenant.
     *
     * @throws IllegalStateException outside a request that has been authenticated
     */
    public static long id() {
        return find().orElseThrow(
                        () -> new IllegalStateException("There is no tenant: the request carries no access token"));
    }

    /** The id of the tenant, empty outside a job and a request that has been authenticated. */
    public static OptionalLong find() {
        Long ofJob = OF_JOB.get();
        if (ofJob != null) {
            return OptionalLong.of(ofJob);
        }
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication
                && authentication.getToken().getClaim(CLAIM) instanceof Number id) {
            return OptionalLong.of(id.longValue());
        }
        return OptionalLong.empty();
    }
}
