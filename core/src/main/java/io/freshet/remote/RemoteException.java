package io.freshet.remote;

/** The shared tier did not do what it was asked: it is away, slow, or refuses. Reads never let it through; writes report it. */
public class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was asked and what came back. */
    public RemoteException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what was asked and what came back. */
    public RemoteException(String message) {
        super(message);
    }
}
