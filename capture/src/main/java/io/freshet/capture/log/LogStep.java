package io.freshet.capture.log;

/**
 * One part of an installation.
 *
 * @param what what it does, as it stands after "Cannot"
 * @param sql its statements
 */
record LogStep(String what, String sql) {}
