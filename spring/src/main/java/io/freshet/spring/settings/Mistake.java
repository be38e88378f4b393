package io.freshet.spring.settings;

/**
 * One thing that is wrong with how the application uses Freshet.
 *
 * @param what what is wrong and where
 * @param remedy how to mend it; empty if that already says it
 */
public record Mistake(String what, String remedy) {

    /** A mistake whose description says how to mend it. */
    public static Mistake of(String what) {
        return new Mistake(what, "");
    }

    @Override
    public String toString() {
        return remedy.isEmpty() ? what : what + ". " + remedy;
    }
}
