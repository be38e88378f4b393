package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.spring.Diary.Days;
import io.freshet.spring.database.ToldShape;
import io.freshet.spring.observe.FreshetEndpoint;
import io.freshet.spring.observe.FreshetHealth;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Triggers that somebody takes away while the application runs, and what people see of what is told. */
@ExtendWith(OutputCaptureExtension.class)
class DriftITests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    @Test
    void whatWasWrittenUntold_isNotServedForLong_andPeopleAreTold(CapturedOutput output) {
        POSTGRES.createDatabase("drift");
        JdbcTemplate owner = new JdbcTemplate(POSTGRES.dataSource("drift"));
        Applications.whole(POSTGRES.jdbcUrl("drift"), REDIS.port())
                .withUserConfiguration(Diary.class)
                .withPropertyValues(
                        "spring.application.name=diary",
                        "freshet.capture-check=100ms",
                        "management.endpoints.web.exposure.include=freshet")
                .run(context -> {
                    Days days = context.getBean(Days.class);
                    await().atMost(PATIENCE)
                            .until(() -> context.getBean(Freshet.class).status().leaseRuns());
                    owner.update("INSERT INTO barber VALUES (5)");
                    assertThat(days.waiting(5)).isZero();

                    owner.execute("ALTER TABLE appointment DISABLE TRIGGER ALL; " + book(1)
                            + "; ALTER TABLE appointment ENABLE TRIGGER ALL");
                    await().atMost(PATIENCE).until(() -> days.waiting(5) == 1);
                    await().atMost(PATIENCE)
                            .until(() -> output.toString()
                                    .contains("Writes may not have been noticed for a while on [appointment]"));

                    owner.execute("ALTER TABLE appointment RENAME TO away");
                    await().atMost(PATIENCE)
                            .until(() -> health(context).contains("untold=[Writes are not noticed on [appointment]"));
                    assertThat(health(context)).contains("status=degraded");
                    owner.execute("ALTER TABLE away RENAME TO appointment; " + book(2));
                    await().atMost(PATIENCE).until(() -> !health(context).contains("untold"));
                    await().atMost(PATIENCE).until(() -> days.waiting(5) == 2); // the owner waits for nobody

                    List<?> shapes = Objects.requireNonNull(
                            context.getBean(FreshetEndpoint.class).part("shapes"));
                    assertThat(shapes)
                            .map(ToldShape.class::cast)
                            .filteredOn(shape -> shape.where().equals("floor > 0 AND state = 'OPEN'"))
                            .singleElement()
                            .satisfies(shape -> {
                                assertThat(shape.table()).isEqualTo("appointment");
                                assertThat(shape.by()).containsExactly("barber_id");
                                assertThat(shape.reads()).containsExactly("barber_id", "floor", "id", "state");
                                assertThat(shape.asked()).containsOnlyKeys("diary");
                            });
                    assertThat(context.getBean(FreshetEndpoint.class).part("anything"))
                            .isNull();
                });
    }

    private static String book(int id) {
        return "INSERT INTO appointment (id, barber_id, on_day, state, former, number, floor, note, price) VALUES ("
                + id + ", 5, '2026-11-21', 'OPEN', 0, 1, 1, '', 0)";
    }

    private static String health(ApplicationContext context) {
        Health health = context.getBean(FreshetHealth.class).health();
        return String.valueOf(health == null ? "" : health.getDetails());
    }
}
