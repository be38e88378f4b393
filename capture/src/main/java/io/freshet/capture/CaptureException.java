package io.freshet.capture;

import org.jspecify.annotations.Nullable;

/** Writes cannot be captured as asked. The message says what was tried and how to mend it. */
public class CaptureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was tried and what came back. */
    public CaptureException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says what was wrong. */
    public CaptureException(String message) {
        super(message);
    }
}
