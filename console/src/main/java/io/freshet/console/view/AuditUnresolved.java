package io.freshet.console.view;

/**
 * Something that an audit could not look at.
 *
 * @param method where it stands
 * @param line the line; 0 if it is not known
 * @param what what it is
 */
public record AuditUnresolved(String method, int line, String what) {}
