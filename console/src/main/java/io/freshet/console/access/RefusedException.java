package io.freshet.console.access;

/** Whoever asked may not do that. */
public final class RefusedException extends ConsoleException {

    private static final long serialVersionUID = 1L;

    /** @param message what a person reads */
    public RefusedException(String message) {
        super(message);
    }
}
