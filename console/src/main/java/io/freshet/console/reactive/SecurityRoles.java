package io.freshet.console.reactive;

import org.springframework.security.core.Authentication;

import java.security.Principal;

/** What Spring Security knows of whoever has logged in. Without it nobody has, and this class is not loaded. */
final class SecurityRoles {

    private static final String PREFIX = "ROLE_";

    private SecurityRoles() {}

    static boolean has(Principal principal, String role) {
        return principal instanceof Authentication authentication
                && authentication.isAuthenticated()
                && authentication.getAuthorities().stream()
                        .anyMatch(granted -> (PREFIX + role).equals(granted.getAuthority()));
    }
}
