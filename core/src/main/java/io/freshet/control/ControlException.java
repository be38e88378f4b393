package io.freshet.control;

/** Something could not be set at run time; the message says why, and what to do. */
public final class ControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With why. */
    public ControlException(String message) {
        super(message);
    }

    /** With why, and what it came from. */
    public ControlException(String message, Throwable cause) {
        super(message, cause);
    }
}
