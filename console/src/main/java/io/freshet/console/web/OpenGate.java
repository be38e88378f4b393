package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.access.Role;

/** Everybody, because the settings say so. Thread-safe. */
public final class OpenGate implements Gate {

    @Override
    public Admission admit(Visit visit) {
        return new Admission.Admitted(new Caller("somebody at " + visit.remoteAddress(), Role.ADMIN, false));
    }

    @Override
    public String describe() {
        return "Everybody who reaches it, since freshet.console.insecure is true";
    }
}
