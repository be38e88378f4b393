package io.freshet.doctor.top;

import org.jspecify.annotations.Nullable;

/** The console could not be asked. The message says what was tried and how to mend it. */
final class TopException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
