package io.freshet.capture.log;

import io.freshet.capture.postgres.ConnectionSource;

/**
 * Where a log is read and told. Immutable.
 *
 * @param connections ordinary connections of the application's role
 * @param replication connections of the role that reads the log
 * @param schema where the outbox is, as the installation tells
 * @param names what slot and publications are called
 * @param tenantColumn the column that names a row's tenant
 */
public record LogSource(
        ConnectionSource connections,
        ReplicationSource replication,
        String schema,
        LogNames names,
        String tenantColumn) {}
