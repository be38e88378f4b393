package io.freshet.salon.auth;

import io.freshet.salon.user.Role;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

import java.util.List;
import java.util.Set;

import static io.freshet.salon.user.Role.BARBER;
import static io.freshet.salon.user.Role.FRONT_DESK;
import static io.freshet.salon.user.Role.MANAGER;
import static io.freshet.salon.user.Role.OWNER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

/**
 * Who may do what. The first rule that matches a request counts. What changes something and is matched by none nobody may do; whatever else is only
 * read may be read by everyone who is logged in.
 */
final class RoleRules {

    /** A rule for requests of these methods to this path. */
    record Rule(Set<HttpMethod> methods, String path, Set<Role> roles) {

        Rule {
            methods = Set.copyOf(methods);
            roles = Set.copyOf(roles);
        }

        String[] roleNames() {
            return roles.stream().map(Role::name).toArray(String[]::new);
        }
    }

    private static final Set<HttpMethod> READS = Set.of(GET, HEAD);
    private static final Set<HttpMethod> CHANGES = Set.of(POST, PUT, PATCH, DELETE);

    private static final Set<Role> EVERYBODY = Set.of(OWNER, MANAGER, FRONT_DESK, BARBER);
    private static final Set<Role> DESK = Set.of(OWNER, MANAGER, FRONT_DESK);
    private static final Set<Role> MANAGEMENT = Set.of(OWNER, MANAGER);
    private static final Set<Role> OWNERS = Set.of(OWNER);

    /** All of them, in their order. */
    static final List<Rule> ALL = List.of(
            // The session of whoever calls
            new Rule(Set.of(POST), "/api/auth/logout", EVERYBODY),
            new Rule(Set.of(POST), "/api/auth/logout-all", EVERYBODY),
            // What the salon is and sells
            new Rule(CHANGES, "/api/tenants/**", OWNERS),
            new Rule(CHANGES, "/api/settings/**", MANAGEMENT),
            new Rule(CHANGES, "/api/catalog/**", MANAGEMENT),
            // Who works there
            new Rule(READS, "/api/users/me", EVERYBODY),
            new Rule(READS, "/api/users/**", MANAGEMENT),
            new Rule(CHANGES, "/api/users/**", MANAGEMENT),
            new Rule(CHANGES, "/api/staff/**", MANAGEMENT),
            new Rule(Set.of(POST), "/api/attendance/my-attendance/mark", EVERYBODY),
            new Rule(CHANGES, "/api/attendance/**", MANAGEMENT),
            new Rule(CHANGES, "/api/barbers/**", DESK),
            // Who comes
            new Rule(Set.of(DELETE), "/api/clients/**", MANAGEMENT),
            new Rule(CHANGES, "/api/clients/**", EVERYBODY),
            new Rule(Set.of(DELETE), "/api/customers/**", MANAGEMENT),
            new Rule(CHANGES, "/api/customers/**", EVERYBODY),
            new Rule(Set.of(DELETE), "/api/appointments/**", DESK),
            new Rule(CHANGES, "/api/appointments/**", EVERYBODY),
            new Rule(CHANGES, "/api/walkins/**", EVERYBODY),
            new Rule(CHANGES, "/api/bookings/**", DESK),
            // Money
            new Rule(CHANGES, "/api/pos/cash-drawer/**", DESK),
            new Rule(CHANGES, "/api/pos/pending-payments/**", DESK),
            new Rule(Set.of(POST), "/api/pos/bills/{id}/void", DESK),
            new Rule(Set.of(POST), "/api/pos/bills/{id}/refund", DESK),
            new Rule(CHANGES, "/api/pos/**", EVERYBODY),
            new Rule(CHANGES, "/api/payments/**", DESK),
            new Rule(CHANGES, "/api/expenses/**", DESK),
            new Rule(CHANGES, "/api/sales/**", DESK),
            new Rule(CHANGES, "/api/purchases/**", MANAGEMENT),
            // What lies in the store room: everybody may ask for a change, the management approves of it
            new Rule(Set.of(POST), "/api/inventory/change-requests", EVERYBODY),
            new Rule(CHANGES, "/api/inventory/**", MANAGEMENT),
            new Rule(CHANGES, "/api/jobs/**", MANAGEMENT));

    private RoleRules() {}

    /** Puts them all in force. */
    static void apply(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        for (Rule rule : ALL) {
            for (HttpMethod method : rule.methods()) {
                requests.requestMatchers(method, rule.path()).hasAnyRole(rule.roleNames());
            }
        }
        for (HttpMethod change : CHANGES) {
            requests.requestMatchers(change, "/api/**").denyAll();
        }
    }
}
