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
import java.util.function.Consumer;

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

    /** Each look asks the servers anew, within a time that a slow machine may exceed. */
    private static void awaitFound(ApplicationContext context, String id, Consumer<View> isAsItShould) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(all(context))
                        .filteredOn(view -> view.id().equals(id))
                        .singleElement()
                        .satisfies(isAsItShould));
    }

    private static Consumer<View> severity(String severity) {
        return view -> assertThat(view.severity()).isEqualTo(severity);
    }

    private static Consumer<View> says(String text) {
        return view -> assertThat(view.found()).contains(text);
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
                    awaitFound(context, "capture", says("Everybody's writes"));
                    awaitFound(context, "database-triggers", severity("ok").andThen(says("offered_service")));
                    awaitFound(context, "database-relay", severity("ok"));
                    awaitFound(context, "redis-fleet", says("1 instances hold leases"));
                    awaitFound(
                            context, "timeouts", severity("warning").andThen(says("spring.data.redis.timeout is 3")));

                    owner.execute("DROP TRIGGER freshet_told_update ON offered_service");
                    awaitFound(context, "database-triggers", severity("problem"));

                    REDIS.stop();
                    await().atMost(PATIENCE)
                            .until(() -> context.getBean(Freshet.class).status().direct());
                    awaitFound(context, "lease", severity("warning").andThen(says("outbox alone")));
                    awaitFound(context, "shared-tier", severity("problem"));
                    awaitFound(context, "redis-memory", says("Could not be checked, because"));
                    assertThat(prices.price(1)).isEqualTo(10);
                    REDIS.restart();
                });
    }
}
