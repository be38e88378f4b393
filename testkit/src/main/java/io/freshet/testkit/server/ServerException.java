package io.freshet.testkit.server;

/** A server of the test kit could not be started, asked or controlled. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, Throwable cause) {
        super(message, cause);
    }

    static ServerException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ServerException("Interrupted while " + what, cause);
    }
}
