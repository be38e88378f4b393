package io.freshet.salon.problem;

import org.springframework.http.HttpStatus;

/** What the request names does not exist, or belongs to another tenant. */
public final class NotFoundException extends SalonException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(String what) {
        super(HttpStatus.NOT_FOUND, "There is no " + what, null);
    }

    public NotFoundException(String what, long id) {
        super(HttpStatus.NOT_FOUND, "There is no " + what + " " + id, null);
    }
}
