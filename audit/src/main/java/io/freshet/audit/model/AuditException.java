package io.freshet.audit.model;

import org.jspecify.annotations.Nullable;

/** Says why the audit cannot go on; the message says what to do about it. */
public class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what it came from. */
    public AuditException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
