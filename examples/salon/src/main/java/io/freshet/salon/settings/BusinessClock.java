package io.freshet.salon.settings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;

import static java.util.stream.Collectors.toMap;

/** Tells the business time of the current tenant, by the settings that the request works with: that takes no statement of its own. */
@Component
public class BusinessClock {

    private record TenantZone(long tenantId, String timeZone) {}

    private final Clock clock;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    BusinessClock(Clock clock, SettingsService settings, JdbcClient jdbc) {
        this.clock = clock;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    public BusinessTime now() {
        return BusinessTime.of(clock.instant(), zone());
    }

    public LocalDate today() {
        return now().date();
    }

    /** When it is that time of that day for the current tenant. */
    public Instant instant(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone()).toInstant();
    }

    /** All tenants, and what day it is for each of them. */
    public Map<Long, LocalDate> todayOfTenants() {
        var now = clock.instant();
        return jdbc.sql("select tenant_id, time_zone from settings").query(TenantZone.class).stream()
                .collect(toMap(
                        TenantZone::tenantId,
                        tenant -> BusinessTime.of(now, ZoneId.of(tenant.timeZone()))
                                .date()));
    }

    private ZoneId zone() {
        return SettingsOfRequest.find().orElseGet(settings::current).zone();
    }
}
