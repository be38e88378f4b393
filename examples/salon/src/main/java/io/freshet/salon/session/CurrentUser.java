package io.freshet.salon.session;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The user that the current request acts for, as its access token says. */
public final class CurrentUser {

    private CurrentUser() {}

    /**
     * The id of the user.
     *
     * @throws IllegalStateException outside a request that has been authenticated
     */
    public static long id() {
        return Long.parseLong(authentication().getName());
    }

    /** Whether the user has the role. */
    public static boolean hasRole(String role) {
        return authentication().getAuthorities().stream()
                .anyMatch(authority -> ("ROLE_" + role).equals(authority.getAuthority()));
    }

    /** The access token that the request carries. */
    public static Jwt token() {
        return authentication().getToken();
    }

    private static JwtAuthenticationToken authentication() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication) {
            return authentication;
        }
        throw new IllegalStateException("There is no user: the request carries no access token");
    }
}
