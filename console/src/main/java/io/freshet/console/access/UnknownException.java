package io.freshet.console.access;

/** There is nothing of that name. */
public final class UnknownException extends ConsoleException {

    private static final long serialVersionUID = 1L;

    /** @param message what a person reads */
    public UnknownException(String message) {
        super(message);
    }
}
