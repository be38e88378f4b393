package io.freshet.salon.problem;

import jakarta.validation.ConstraintViolationException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import java.sql.SQLException;
import java.util.List;

/** Answers every failed request with a problem detail. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    /** The classes of SQL states, as the standard and PostgreSQL name them. */
    private static final String DATA_EXCEPTION = "22";

    private static final String LIMIT_EXCEEDED = "54";

    /** What was refused: a field of the body, or a parameter, which has no field. */
    record FieldProblem(@Nullable String field, @Nullable String message) {

        static FieldProblem of(MessageSourceResolvable error) {
            return new FieldProblem(
                    error instanceof FieldError field ? field.getField() : null, error.getDefaultMessage());
        }
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refused(invalid, invalid.getBody(), invalid.getFieldErrors(), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refused(invalid, invalid.getBody(), invalid.getAllErrors(), headers, request);
    }

    private @Nullable ResponseEntity<Object> refused(
            Exception invalid,
            ProblemDetail problem,
            List<? extends MessageSourceResolvable> errors,
            HttpHeaders headers,
            WebRequest request) {
        problem.setProperty("errors", errors.stream().map(FieldProblem::of).toList());
        return handleExceptionInternal(invalid, problem, headers, HttpStatus.BAD_REQUEST, request);
    }

    @ExceptionHandler
    ProblemDetail refused(ConcurrencyFailureException conflict) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "Somebody else changed it at the same time: read it again and repeat");
    }

    @ExceptionHandler
    ProblemDetail refused(DataIntegrityViolationException violation) {
        if (violation.getRootCause() instanceof SQLException refusal && isNoValue(refusal)) {
            return ProblemDetail.forStatusAndDetail(
                    HttpStatus.BAD_REQUEST, "A value is too large or too long, or no value of its kind");
        }
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "It contradicts what is there already, such as a name in use");
    }

    /** Whether the database says that there is no such value, whatever else there is. */
    private static boolean isNoValue(SQLException refusal) {
        var state = refusal.getSQLState();
        return state != null && (state.startsWith(DATA_EXCEPTION) || state.startsWith(LIMIT_EXCEEDED));
    }

    @ExceptionHandler
    ProblemDetail refused(ConstraintViolationException violation) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, violation.getMessage());
    }

    /** A parameter of the address that Tomcat cannot decode, which it says when somebody asks for one. */
    @ExceptionHandler
    ProblemDetail refused(InvalidParameterException parameter) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "A parameter of the address is no text");
    }

    @ExceptionHandler
    ProblemDetail refused(AuthenticationException unauthenticated) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED, "Log in first: " + unauthenticated.getMessage());
    }

    @ExceptionHandler
    ProblemDetail refused(AccessDeniedException denied) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, "The role of this user does not allow it");
    }

    @ExceptionHandler
    ProblemDetail failed(Exception unexpected) {
        logger.error("A request has failed", unexpected);
        return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side");
    }
}
