package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementTransactionTags;
import io.freshet.spring.Salon.Prices;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Capture by statements on PostgreSQL, which puts the tags into the outbox where there may be one. */
@ExtendWith(OutputCaptureExtension.class)
class StatementOutboxITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TABLE = "create table offered_service (id int primary key, price int not null)";

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    private static ApplicationContextRunner instance(String jdbcUrl) {
        return Applications.whole(jdbcUrl, REDIS.port())
                .withUserConfiguration(Salon.class)
                .withPropertyValues("freshet.capture=jdbc", "freshet.bound=2s");
    }

    private static DataSource created(String database) {
        POSTGRES.createDatabase(database);
        return POSTGRES.dataSource(database);
    }

    private static Prices warm(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().atMost(PATIENCE).until(() -> freshet.status().leaseRuns());
        Prices prices = context.getBean(Prices.class);
        await().atMost(PATIENCE).until(() -> {
            prices.price(1);
            int before = prices.loads();
            prices.price(1);
            return prices.loads() == before;
        });
        return prices;
    }

    @Test
    void writerThatDiesBetweenCommitAndInvalidation_losesNothing_theRelayCarriesItsTags() {
        DataSource database = created("crashes");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute(TABLE);
        jdbc.update("insert into offered_service values (1, 10)");
        instance(POSTGRES.jdbcUrl("crashes")).run(context -> {
            Prices prices = warm(context);
            assertThat(jdbc.queryForObject("select count(*) from pg_trigger where tgname like 'freshet%'", int.class))
                    .isZero();
            DataSource dying =
                    new CapturedDataSource(database, StatementTransactionTags.intoOutbox("public"), change -> {
                        throw new IllegalStateException("killed");
                    });
            try {
                new JdbcTemplate(dying).update("update offered_service set price = 11 where id = 1");
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("killed");
            }
            await().atMost(PATIENCE).until(() -> prices.price(1) == 11);
            warm(context);
            prices.raiseByJdbc(1, 12);
            assertThat(prices.price(1)).isEqualTo(12);
        });
    }

    @Test
    void redisThatDoesNotAnswer_theTagsWaitInTheOutbox() {
        DataSource database = created("away");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute(TABLE);
        jdbc.update("insert into offered_service values (1, 10)");
        instance(POSTGRES.jdbcUrl("away")).run(context -> {
            Prices prices = warm(context);
            REDIS.pause();
            try {
                prices.raiseByJdbc(1, 11);
                assertThat(prices.price(1)).isEqualTo(11);
                Freshet freshet = context.getBean(Freshet.class);
                assertThat(freshet.status().delayedInvalidations()).isPositive();
                assertThat(freshet.status().waitingInvalidations())
                        .as("waiting in this process")
                        .isZero();
                assertThat(jdbc.queryForObject(
                                "select count(*) from freshet_outbox where tag = 'table/offered_service'", int.class))
                        .isPositive();
            } finally {
                REDIS.resume();
            }
            warm(context);
            assertThat(prices.price(1)).isEqualTo(11);
        });
    }

    @Test
    void withoutTheRightToCreateAnOutbox_itIsSaid_whatIsWeaker(CapturedOutput output) {
        DataSource database = created("poor");
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.execute(TABLE);
        jdbc.execute("create table offer_label (offer_id int, labels text)");
        jdbc.update("insert into offered_service values (1, 10)");
        jdbc.execute("create role poor login");
        jdbc.execute("grant select, insert, update, delete on offered_service, offer_label to poor");
        instance(POSTGRES.jdbcUrl("poor").replace("user=postgres", "user=poor"))
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=none")
                .run(context -> {
                    Prices prices = warm(context);
                    prices.raiseByJdbc(1, 11);
                    assertThat(prices.price(1)).isEqualTo(11);
                    assertThat(context.getBean(Freshet.class).status().outbox()).isEqualTo("no outbox");
                });
        assertThat(output)
                .containsOnlyOnce("There is no outbox in the database, so an invalidation is lost on other instances");
    }
}
