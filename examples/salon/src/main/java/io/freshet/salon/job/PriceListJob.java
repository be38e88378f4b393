package io.freshet.salon.job;

import io.freshet.salon.settings.BusinessClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Puts planned prices into the catalog on the day from which they are valid, for all tenants in one statement of plain JDBC. It runs every hour, as
 * {@link NoShowSweep} does and for the same reason.
 */
@Component
public class PriceListJob {

    private static final String APPLY = """
            with due as (
                update planned_price p set applied_at = ?
                from unnest(cast(? as bigint[]), cast(? as date[])) as t (id, today)
                where t.id = p.tenant_id and p.applied_at is null and p.valid_from <= t.today
                returning p.service_id, p.valid_from, p.price_minor),
            latest as (
                select distinct on (service_id) service_id, price_minor from due order by service_id, valid_from desc)
            update service s set price_minor = l.price_minor, version = s.version + 1
            from latest l
            where s.id = l.service_id and s.price_minor <> l.price_minor and not s.deleted""";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final BusinessClock business;

    PriceListJob(JdbcClient jdbc, Clock clock, BusinessClock business) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.business = business;
    }

    /** Applies what is due, and answers how many services have another price now. */
    @Scheduled(cron = "${salon.jobs.price-list}", zone = "UTC")
    public int run() {
        var today = business.todayOfTenants();
        var tenants = today.keySet().toArray(Long[]::new);
        var days = Stream.of(tenants).map(today::get).map(LocalDate::toString).toArray(String[]::new);
        return jdbc.sql(APPLY)
                .param(Timestamp.from(clock.instant()))
                .param(tenants)
                .param(days)
                .update();
    }
}
