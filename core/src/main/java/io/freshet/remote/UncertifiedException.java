package io.freshet.remote;

/** The shared tier answers but holds no certified sequence: it is new, was emptied, or was just promoted. The relay recovers it. */
public final class UncertifiedException extends RemoteException {

    private static final long serialVersionUID = 1L;

    /** Says what was asked. */
    public UncertifiedException(String message) {
        super(message);
    }
}
