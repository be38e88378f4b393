package io.freshet.salon.tenant;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import java.util.OptionalLong;

/** The tenant that the current request acts for, as its access token says. */
public final class CurrentTenant {

    /** The claim of the access token that holds the tenant's id. */
    public static final String CLAIM = "tenant";

    private CurrentTenant() {}

    /**
     * The id of the tenant.
     *
     * @throws IllegalStateException outside a request that has been authenticated
     */
    public static long id() {
        return find().orElseThrow(
                        () -> new IllegalStateException("There is no tenant: the request carries no access token"));
    }

    /** The id of the tenant, empty outside a request that has been authenticated. */
    public static OptionalLong find() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication
                && authentication.getToken().getClaim(CLAIM) instanceof Number id) {
            return OptionalLong.of(id.longValue());
        }
        return OptionalLong.empty();
    }
}
