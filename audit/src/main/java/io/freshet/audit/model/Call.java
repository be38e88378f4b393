package io.freshet.audit.model;

/**
 * A place in a method where something else is called, or may be called later. Immutable.
 *
 * @param at the index of the instruction in its method
 * @param line the line of the source, 0 if unknown
 * @param kind how it is called
 * @param target what is called, as written: the method may be declared further up
 */
public record Call(int at, int line, Kind kind, MethodId target) {

    /** How something is called. */
    public enum Kind {
        /** On an object, whose class decides. */
        VIRTUAL,
        /** Exactly this: static, private, super, constructor. */
        EXACT,
        /** Handed on as a lambda or method reference. */
        HANDED
    }
}
