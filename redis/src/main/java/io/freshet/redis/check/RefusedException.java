package io.freshet.redis.check;

/** A server does not answer a question, since the user may not ask it or the server does not know it. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was refused, and how. */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
