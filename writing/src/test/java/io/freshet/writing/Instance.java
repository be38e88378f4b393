package io.freshet.writing;

import io.freshet.Freshet;
import io.freshet.event.Outcome;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import static org.awaitility.Awaitility.await;

/** A running application. */
final class Instance implements AutoCloseable {

    /** Long enough for a machine that pauses. */
    static final Duration BOUND = Duration.ofSeconds(5);

    /** One instance, one tier. */
    static final String WITHOUT_REDIS =
            "spring.autoconfigure.exclude=org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;
    private final Freshet freshet;
    private long settled;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
        this.freshet = context.getBean(Freshet.class);
    }

    static Instance start(String database, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.datasource.url=" + database,
                "spring.datasource.hikari.maximum-pool-size=5",
                "spring.flyway.enabled=false",
                "spring.jpa.open-in-view=false",
                "spring.jpa.hibernate.ddl-auto=update",
                "spring.jpa.properties.hibernate.jdbc.batch_size=20",
                "spring.main.banner-mode=off",
                "spring.application.name=shop",
                "archive=jdbc:h2:mem:archive;DB_CLOSE_DELAY=-1",
                "freshet.bound=" + BOUND.toSeconds() + "s",
                "freshet.defaults.ttl=1h"));
        all.addAll(List.of(properties));
        Instance instance = new Instance(new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run());
        await().atMost(PATIENCE).until(() -> instance.freshet.status().leaseRuns());
        return instance;
    }

    Means means() {
        return context.getBean(Means.class);
    }

    /** Reads past the cache. */
    Queries uncached() {
        return context.getBean("queries", Queries.class);
    }

    CachedQueries cached() {
        return means().cached();
    }

    void forgetAll() {
        freshet.invalidateAll();
    }

    /** Waits until nothing that was invalidated can be invalidated again later, by a bump that had timed out. */
    void settle() {
        long delayed = freshet.status().delayedInvalidations();
        if (delayed != settled) {
            awaitCycles();
            settled = delayed;
        }
    }

    /** Waits until the relay has certified a snapshot that was taken after all that has been written, and nothing waits. */
    void awaitCycles() {
        long proven = freshet.status().counter() + 2;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> freshet.status().waitingInvalidations() == 0
                        && freshet.status().counter() >= proven);
    }

    /** Reads until this entry is served without its loader. */
    void warm(Reading reading) {
        if (!isHit(reading) && !isHit(reading)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> isHit(reading));
        }
    }

    /** Reads; tells whether the answer was there. */
    boolean isHit(Reading reading) {
        long before = hits(reading);
        reading.of(cached());
        return hits(reading) > before;
    }

    private long hits(Reading reading) {
        var meter = Objects.requireNonNull(freshet.cache(reading.cache())).meter();
        return meter.reads(Outcome.HIT_L1) + meter.reads(Outcome.HIT_L2);
    }

    @Override
    public void close() {
        context.close();
    }
}
