package io.freshet.salon.day.load;

/** The salon does not answer in a way that the load can begin with. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }
}
