package io.freshet.key;

/** A key template or a pattern cannot be used: the message says which, why, and how to mend it. */
public final class KeyTemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Says which template, why, and how to mend it. */
    public KeyTemplateException(String message) {
        super(message);
    }
}
