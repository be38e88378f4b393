package io.freshet.sql;

/** Ends a walk over a statement that has something in it whose meaning is not known here. */
final class UnclearException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    UnclearException(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }
}
