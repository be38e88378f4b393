package io.freshet.console.access;

/** Something that was asked of the console could not be answered; the message says why to whoever asked. */
public abstract class ConsoleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConsoleException(String message) {
        super(message);
    }
}
