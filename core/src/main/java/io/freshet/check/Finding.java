package io.freshet.check;

/**
 * What was found. Immutable.
 *
 * @param id of the {@link Topic}
 * @param severity how bad it is
 * @param found what is there, in one sentence
 * @param matter why it matters
 * @param remedy what somebody can do; empty for nothing
 */
public record Finding(String id, Severity severity, String found, String matter, String remedy) {}
