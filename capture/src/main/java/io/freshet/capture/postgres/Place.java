package io.freshet.capture.postgres;

/**
 * Where something is installed, and by whom.
 *
 * @param database the database
 * @param schema where the outbox is or will be
 * @param role the present role
 */
record Place(String database, String schema, String role) {}
