package io.freshet.tag;

/** The text of a condition cannot be read: the message says where and why. */
public final class ConditionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int position;

    ConditionException(String text, int position, String problem) {
        super("The condition \"" + text + "\" cannot be read at character " + (position + 1) + ": " + problem);
        this.position = position;
    }

    /** How many characters stand before what cannot be read. */
    public int position() {
        return position;
    }
}
