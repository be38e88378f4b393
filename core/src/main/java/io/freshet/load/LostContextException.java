package io.freshet.load;

/** A loader cannot run on another thread, since that does not know what the calling one knows, such as the tenant. Says how to mend it. */
public class LostContextException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Says what is lost, and how to take it along. */
    public LostContextException(String message) {
        super(message);
    }
}
