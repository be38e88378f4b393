package io.freshet.salon.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that the salon refuses. Its problem detail is the answer. */
public abstract class SalonException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    protected SalonException(HttpStatus status, String detail, @Nullable Throwable cause) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), cause);
    }
}
