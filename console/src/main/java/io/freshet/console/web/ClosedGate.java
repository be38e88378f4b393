package io.freshet.console.web;

/** Nobody, because it cannot be told who sits at this machine. Thread-safe. */
public final class ClosedGate implements Gate {

    private static final int FORBIDDEN = 403;

    private final String why;

    /** @param why headers are believed that say where requests come from, as goes on after "since" */
    public ClosedGate(String why) {
        this.why = why;
    }

    @Override
    public Admission admit(Visit visit) {
        return new Admission.Denied(
                FORBIDDEN,
                "Without Spring Security the console answers only requests from this machine, but where they come from cannot be told, since "
                        + why
                        + ", so that headers are believed. In development set server.forward-headers-strategy=none"
                        + " and nothing else that believes them, add Spring Security,"
                        + " or set freshet.console.insecure=true where everybody may look");
    }

    @Override
    public String describe() {
        return "Nobody, since " + why
                + ", so that it cannot be told who sits at this machine, and the application has no Spring Security";
    }
}
