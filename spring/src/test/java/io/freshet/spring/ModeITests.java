package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.spring.Salon.Prices;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A fleet that is being switched off, instance by instance, where the statements of each are all that is known of writes. */
class ModeITests {

    private static ApplicationContextRunner instance(String database, String mode) {
        return Applications.whole(
                        Servers.postgres().jdbcUrl(database), Servers.redis().port())
                .withUserConfiguration(Salon.class)
                .withPropertyValues("freshet.capture=jdbc", "freshet.mode=" + mode);
    }

    private static Prices warm(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        Prices prices = context.getBean(Prices.class);
        await().until(() -> {
            int before = prices.loads();
            prices.price(1);
            return prices.loads() == before;
        });
        return prices;
    }

    @Test
    void instanceThatIsOff_servesNothing_butWhatItWritesAndInvalidates_othersKnowAtOnce() {
        String database = Servers.newDatabase("modes");
        instance(database, "on").run(on -> {
            assertThat(on).hasNotFailed();
            on.getBean(JdbcTemplate.class).update("INSERT INTO offered_service VALUES (1, 10)");
            Prices prices = warm(on);
            instance(database, "off").run(off -> {
                assertThat(off).hasNotFailed();
                Freshet freshet = off.getBean(Freshet.class);
                await().until(() -> freshet.status().leaseRuns());
                Prices other = off.getBean(Prices.class);
                other.price(1);
                int loads = other.loads();
                other.price(1);
                assertThat(other.loads()).isEqualTo(loads + 1);
                other.raiseByJdbc(1, 11);
                assertThat(prices.price(1)).isEqualTo(11);
                warm(on);
                int before = prices.loads();
                other.forget(1);
                prices.price(1);
                assertThat(prices.loads()).isEqualTo(before + 1);
            });
        });
    }
}
