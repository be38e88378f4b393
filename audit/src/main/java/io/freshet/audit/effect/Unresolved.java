package io.freshet.audit.effect;

import io.freshet.audit.model.MethodId;

/**
 * Something that may read or write, of which it could not be told what. Immutable.
 *
 * @param method where
 * @param line the line, 0 if unknown
 * @param what what it is, and why it could not be told
 * @param canWrite whether it may be a write
 */
public record Unresolved(MethodId method, int line, String what, boolean canWrite) {

    /** What cannot be a write. */
    public Unresolved(MethodId method, int line, String what) {
        this(method, line, what, false);
    }
}
