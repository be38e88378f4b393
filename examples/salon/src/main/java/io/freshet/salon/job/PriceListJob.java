package io.freshet.salon.job;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.sql.Timestamp;
import java.time.Clock;

/**
 * Puts planned prices into the catalog on the day from which they are valid, for all tenants in one statement of plain JDBC. It runs every hour, as
 * {@link NoShowSweep} does and for the same reason.
 */
@Component
public class PriceListJob {

    private static final String APPLY = """
            with due as (
                update planned_price p set applied_at = ?
                from tenant t
                where t.id = p.tenant_id and p.applied_at is null
                  and p.valid_from <= cast(cast(? as timestamptz) at time zone t.time_zone as date)
                returning p.service_id, p.valid_from, p.price_minor),
            latest as (
                select distinct on (service_id) service_id, price_minor from due order by service_id, valid_from desc)
            update service s set price_minor = l.price_minor, version = s.version + 1
            from latest l
            where s.id = l.service_id and s.price_minor <> l.price_minor and not s.deleted""";

    private final JdbcClient jdbc;
    private final Clock clock;

    PriceListJob(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Applies what is due, and answers how many services have another price now. */
    @Scheduled(cron = "${salon.jobs.price-list}", zone = "UTC")
    public int run() {
        var now = Timestamp.from(clock.instant());
        return jdbc.sql(APPLY).params(now, now).update();
    }
}
