package io.freshet.remote;

import org.jspecify.annotations.Nullable;

/** This process has just started, and its first attempt to connect to the shared tier has neither succeeded nor failed so far: no news. */
public final class NotConnectedYetException extends RemoteException {

    private static final long serialVersionUID = 1L;

    /** Says what was asked. */
    public NotConnectedYetException(String message) {
        super(message);
    }

    /** Whether that is all there is behind a failure. */
    public static boolean isBehind(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotConnectedYetException) {
                return true;
            }
        }
        return false;
    }
}
