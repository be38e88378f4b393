package io.freshet.salon.tenant;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

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

    private ZoneId zone(long tenantId) {
        return tenants.findById(tenantId)
                .map(Tenant::zone)
                .orElseThrow(() -> new IllegalStateException("There is no tenant " + tenantId));
    }
}
