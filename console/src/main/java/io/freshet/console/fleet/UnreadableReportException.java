package io.freshet.console.fleet;

/** What an instance told of itself cannot be read here; the message says why. */
final class UnreadableReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableReportException(String message) {
        super(message);
    }
}
