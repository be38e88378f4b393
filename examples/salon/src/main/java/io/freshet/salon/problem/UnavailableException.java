package io.freshet.salon.problem;

import org.springframework.http.HttpStatus;

/** A part that this request cannot do without is away. */
public final class UnavailableException extends SalonException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String detail, Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, detail, cause);
    }
}
