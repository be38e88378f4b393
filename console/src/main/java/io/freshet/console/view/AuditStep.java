package io.freshet.console.view;

/**
 * One place on the way to a finding.
 *
 * @param method the class and method
 * @param file where its source stands
 * @param line the line; 0 if it is not known
 * @param what what is done there; empty for a mere call
 */
public record AuditStep(String method, String file, int line, String what) {}
