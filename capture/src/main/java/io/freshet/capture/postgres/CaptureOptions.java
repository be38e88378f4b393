package io.freshet.capture.postgres;

import java.time.Duration;
import java.util.Set;

/**
 * How triggers and outbox are installed. Immutable.
 *
 * @param tenantColumn the column that names a row's tenant, in tables that have it; compared as it stands in the catalog
 * @param applicationRoles roles besides the installing one that may run the relay, and get the rights it needs
 * @param lockTimeout how long to wait for a table that is being written, before giving up
 * @param application by which name people know who asks for shapes
 */
public record CaptureOptions(
        String tenantColumn, Set<String> applicationRoles, Duration lockTimeout, String application) {

    /** Checks and copies. */
    public CaptureOptions {
        if (tenantColumn.isBlank()) {
            throw new IllegalArgumentException(
                    "The tenant column must not be blank; a name that no table has turns it off");
        }
        if (lockTimeout.isNegative() || lockTimeout.isZero()) {
            throw new IllegalArgumentException("The lock timeout must be positive, but is " + lockTimeout);
        }
        applicationRoles = Set.copyOf(applicationRoles);
    }

    /** Tenant column {@code tenant_id}, no further role, ten seconds. */
    public static CaptureOptions defaults() {
        return new CaptureOptions("tenant_id", Set.of(), Duration.ofSeconds(10), "application");
    }

    /** The same with another tenant column. */
    public CaptureOptions withTenantColumn(String name) {
        return new CaptureOptions(name, applicationRoles, lockTimeout, application);
    }

    /** The same with other application roles. */
    public CaptureOptions withApplicationRoles(Set<String> roles) {
        return new CaptureOptions(tenantColumn, roles, lockTimeout, application);
    }

    /** The same with another lock timeout. */
    public CaptureOptions withLockTimeout(Duration timeout) {
        return new CaptureOptions(tenantColumn, applicationRoles, timeout, application);
    }

    /** The same under another name of the application. */
    public CaptureOptions withApplication(String name) {
        return new CaptureOptions(tenantColumn, applicationRoles, lockTimeout, name);
    }
}
