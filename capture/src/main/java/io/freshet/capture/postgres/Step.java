package io.freshet.capture.postgres;

/**
 * One part of an installation.
 *
 * @param what what it does, as it stands after "Cannot"
 * @param sql its statements
 */
record Step(String what, String sql) {}
