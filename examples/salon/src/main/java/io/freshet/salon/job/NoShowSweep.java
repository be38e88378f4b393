package io.freshet.salon.job;

import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.tenant.CurrentTenant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Marks the appointments of past days that nobody came to. It runs every hour, so that it reaches each tenant in the first hour of the tenant's own day,
 * and finds nothing to do in the others. Two instances may run it at once.
 */
@Component
public class NoShowSweep {

    private final MissedAppointments appointments;
    private final BusinessClock clock;

    NoShowSweep(MissedAppointments appointments, BusinessClock clock) {
        this.appointments = appointments;
        this.clock = clock;
    }

    /** Sweeps all tenants, and answers how many appointments were missed. */
    @Scheduled(cron = "${salon.jobs.no-show-sweep}", zone = "UTC")
    public int sweep() {
        return clock.todayOfTenants().entrySet().stream()
                .mapToInt(day -> CurrentTenant.call(day.getKey(), () -> appointments.mark(day.getValue())))
                .sum();
    }
}
