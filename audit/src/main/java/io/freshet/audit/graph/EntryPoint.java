package io.freshet.audit.graph;

/**
 * Where calls come in from outside. Immutable.
 *
 * @param kind from where
 * @param label what people call it: {@code PUT /services/{id}}
 * @param node the method
 */
public record EntryPoint(Kind kind, String label, Node node) {

    /** From where calls come. */
    public enum Kind {
        /** An HTTP request. */
        ENDPOINT,
        /** A clock. */
        JOB,
        /** A message. */
        LISTENER,
        /** An event of the application. */
        EVENT,
        /** The start of the application. */
        RUNNER,
        /** Code that is not among what was scanned: a public method of a bean that nothing here calls. */
        SERVICE
    }
}
