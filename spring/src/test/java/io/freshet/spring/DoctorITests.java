package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.spring.Salon.Prices;
import io.freshet.spring.doctor.DoctorEndpoint;
import io.freshet.spring.doctor.DoctorEndpoint.View;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the doctor says of an instance on real servers, while these are changed and taken away. */
class DoctorITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    private static List<View> all(ApplicationContext context) {
        return context.getBean(DoctorEndpoint.class).report().findings();
    }

    private static View found(ApplicationContext context, String id) {
        List<View> some =
                all(context).stream().filter(view -> view.id().equals(id)).toList();
        assertThat(some).hasSize(1);
        return some.get(0);
    }

    @Test
    void everythingAroundAnInstance_isLookedAt_andReadsGoOnMeanwhile() {
        String database = Servers.newDatabase("doctor");
        JdbcTemplate owner = new JdbcTemplate(POSTGRES.dataSource(database));
        Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port())
                .withUserConfiguration(Salon.class)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=freshetdoctor",
                        "freshet.capture-check=0",
                        "spring.data.redis.timeout=3s")
                .run(context -> {
                    Prices prices = context.getBean(Prices.class);
                    await().atMost(PATIENCE)
                            .until(() -> context.getBean(Freshet.class).status().leaseRuns());
                    prices.insert(1, 10);
                    assertThat(prices.price(1)).isEqualTo(10);

                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(all(context))
                                    .noneMatch(view -> view.severity().equals("problem"))
                                    .noneMatch(view -> view.found().contains("not be checked")));
                    assertThat(found(context, "capture").found()).contains("Everybody's writes");
                    assertThat(found(context, "database-triggers"))
                            .returns("ok", View::severity)
                            .satisfies(view -> assertThat(view.found()).contains("offered_service"));
                    assertThat(found(context, "database-relay").severity()).isEqualTo("ok");
                    assertThat(found(context, "redis-fleet").found()).contains("1 instances hold leases");
                    assertThat(found(context, "timeouts"))
                            .returns("warning", View::severity)
                            .satisfies(view -> assertThat(view.found()).contains("spring.data.redis.timeout is 3"));

                    owner.execute("DROP TRIGGER freshet_told_update ON offered_service");
                    assertThat(found(context, "database-triggers").severity()).isEqualTo("problem");

                    REDIS.stop();
                    await().atMost(PATIENCE)
                            .until(() -> context.getBean(Freshet.class).status().direct());
                    assertThat(found(context, "lease"))
                            .returns("warning", View::severity)
                            .satisfies(view -> assertThat(view.found()).contains("outbox alone"));
                    assertThat(found(context, "shared-tier").severity()).isEqualTo("problem");
                    assertThat(found(context, "redis-memory").found()).startsWith("Could not be checked, because");
                    assertThat(prices.price(1)).isEqualTo(10);
                    REDIS.restart();
                });
    }
}
