package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;

import java.util.List;

/** The database role may not do what capturing needs. */
public final class MissingRightsException extends CaptureException {

    private static final long serialVersionUID = 1L;

    private final String role;
    private final String step;
    private final String[] missing;

    MissingRightsException(String step, List<String> missing, Place place, Throwable cause) {
        super(
                "Cannot " + step + " in database \"" + place.database() + "\" as role \"" + place.role() + "\": "
                        + cause.getMessage() + ". Missing in all: " + String.join("; ", missing)
                        + ". Either grant the rights (GRANT CREATE ON SCHEMA "
                        + Quoting.identifier(place.schema()) + " TO " + Quoting.identifier(place.role())
                        + "; GRANT TRIGGER ON <each table> TO " + Quoting.identifier(place.role())
                        + "), or export the script (PostgresCapture.script) and run it as the owner of the tables with "
                        + Quoting.identifier(place.role())
                        + " as application role, or set freshet.capture=jdbc to capture in this process only",
                cause);
        this.role = place.role();
        this.step = step;
        this.missing = missing.toArray(String[]::new);
    }

    /** The role that lacks a right. */
    public String role() {
        return role;
    }

    /** What it may not do. */
    public String step() {
        return step;
    }

    /** All that the installation would have done, each with what it found. */
    public List<String> missing() {
        return List.of(missing);
    }
}
