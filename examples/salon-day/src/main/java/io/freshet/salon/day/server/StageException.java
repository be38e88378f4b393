package io.freshet.salon.day.server;

/** A process of the demo could not be started or controlled. */
public final class StageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StageException(String message) {
        super(message);
    }

    StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
