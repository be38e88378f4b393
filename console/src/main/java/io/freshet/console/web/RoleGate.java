package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.access.Role;
import io.freshet.spring.settings.FreshetProperties;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whoever has logged in, with one of the roles that the settings name: Spring Security tells. Thread-safe. */
public final class RoleGate implements Gate {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Map<Role, String> names = new LinkedHashMap<>();

    /** With the roles that the settings name. */
    public RoleGate(FreshetProperties.Console settings) {
        names.put(Role.ADMIN, settings.adminRole());
        names.put(Role.OPERATOR, settings.operatorRole());
        names.put(Role.VIEWER, settings.viewerRole());
    }

    @Override
    public Admission admit(Visit visit) {
        String user = visit.user();
        if (user == null) {
            return new Admission.Denied(UNAUTHORIZED, "Nobody is logged in. Log in to the application, and come back");
        }
        for (Map.Entry<Role, String> each : names.entrySet()) {
            if (visit.isInRole(each.getValue())) {
                return new Admission.Admitted(new Caller(user, each.getKey(), true));
            }
        }
        return new Admission.Denied(FORBIDDEN, user + " has none of the roles " + String.join(", ", names.values()));
    }

    @Override
    public String describe() {
        return "Whoever is logged in with one of the roles " + String.join(", ", names.values());
    }
}
