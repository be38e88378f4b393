package io.freshet.resolve;

/** An annotation on a method cannot be honoured: the message says where it stands, what is wrong, and how to mend it. */
public final class DeclarationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Says where, what and how to mend it. */
    public DeclarationException(String message) {
        super(message);
    }

    /** The same with its cause. */
    public DeclarationException(String message, Throwable cause) {
        super(message, cause);
    }
}
