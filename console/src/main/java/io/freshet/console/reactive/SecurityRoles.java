package io.freshet.console.reactive;

import org.springframework.security.core.Authentication;

import java.security.Principal;

/** What Spring Security knows of whoever has logged in. Without it nobody has, and this class is not loaded. */
final class SecurityRoles {

    private static final String PREFIX = "ROLE_";

    private SecurityRoles() {}

    /** With its prefix, or without, as for servlets. */
    static boolean has(Principal principal, String role) {
        String authority = role.startsWith(PREFIX) ? role : PREFIX + role;
        return principal instanceof Authentication authentication
                && authentication.isAuthenticated()
                && authentication.getAuthorities().stream()
                        .anyMatch(granted -> authority.equals(granted.getAuthority()));
    }
}
