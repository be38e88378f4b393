package io.freshet.console.access;

/** What was asked contradicts itself, or is written wrongly. */
public final class MistakenException extends ConsoleException {

    private static final long serialVersionUID = 1L;

    /** @param message what a person reads */
    public MistakenException(String message) {
        super(message);
    }
}
