package io.freshet.relay;

/** The outbox could not be read or written. */
public class OutboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was asked and what came back. */
    public OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
