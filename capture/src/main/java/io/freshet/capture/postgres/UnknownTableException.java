package io.freshet.capture.postgres;

import io.freshet.capture.CaptureException;

/** A cache depends on a table that the database does not have. */
public final class UnknownTableException extends CaptureException {

    private static final long serialVersionUID = 1L;

    private final String table;

    UnknownTableException(String table, String problem) {
        super(problem);
        this.table = table;
    }

    /** The name as it was given. */
    public String table() {
        return table;
    }
}
