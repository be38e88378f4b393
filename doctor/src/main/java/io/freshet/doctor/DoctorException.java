package io.freshet.doctor;

import org.jspecify.annotations.Nullable;

/** The application could not be asked. The message says what was tried and how to mend it. */
final class DoctorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DoctorException(String message) {
        super(message);
    }

    DoctorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
