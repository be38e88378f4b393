package io.freshet.salon.problem;

import org.springframework.http.HttpStatus;

/** The body of the request cannot be understood as what it should be. */
public final class InvalidRequestException extends SalonException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String detail) {
        super(HttpStatus.BAD_REQUEST, detail, null);
    }
}
