package io.freshet.salon.tenant;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;

import static java.util.stream.Collectors.toMap;

/** Tells the business time of the current tenant. */
@Component
public class BusinessClock {

    private final Clock clock;
    private final TenantRepository tenants;

    BusinessClock(Clock clock, TenantRepository tenants) {
        this.clock = clock;
        this.tenants = tenants;
    }

    public BusinessTime now() {
        return BusinessTime.of(clock.instant(), zone(CurrentTenant.id()));
    }

    public LocalDate today() {
        return now().date();
    }

    /** When it is that time of that day for the current tenant. */
    public Instant instant(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone(CurrentTenant.id())).toInstant();
    }

    /** All tenants, and what day it is for each of them. */
    public Map<Long, LocalDate> todayOfTenants() {
        var now = clock.instant();
        return tenants.findAll().stream()
                .collect(toMap(
                        Tenant::id,
                        tenant -> BusinessTime.of(now, tenant.zone()).date()));
    }

    private ZoneId zone(long tenantId) {
        return tenants.findById(tenantId)
                .map(Tenant::zone)
                .orElseThrow(() -> new IllegalStateException("There is no tenant " + tenantId));
    }
}
