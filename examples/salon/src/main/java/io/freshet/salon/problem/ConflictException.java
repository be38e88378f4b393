package io.freshet.salon.problem;

import org.springframework.http.HttpStatus;

/** The request does not fit the present state of what it names. */
public final class ConflictException extends SalonException {

    private static final long serialVersionUID = 1L;

    public ConflictException(String detail) {
        super(HttpStatus.CONFLICT, detail, null);
    }
}
