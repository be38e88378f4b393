package io.freshet.audit.effect;

import io.freshet.audit.model.MethodId;

/**
 * Something that may read or write, of which it could not be told what. Immutable.
 *
 * @param method where
 * @param line the line, 0 if unknown
 * @param what what it is, and why it could not be told
 */
public record Unresolved(MethodId method, int line, String what) {}
