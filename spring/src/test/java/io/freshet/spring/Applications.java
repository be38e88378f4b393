package io.freshet.spring;

import io.freshet.spring.configure.CaptureAutoConfiguration;
import io.freshet.spring.configure.DoctorAutoConfiguration;
import io.freshet.spring.configure.EntityTablesAutoConfiguration;
import io.freshet.spring.configure.FreshetAutoConfiguration;
import io.freshet.spring.configure.ObservationAutoConfiguration;
import io.freshet.spring.configure.SharedTierAutoConfiguration;
import io.freshet.spring.configure.TraceAutoConfiguration;
import io.freshet.spring.configure.WarmAutoConfiguration;
import io.freshet.spring.configure.WebAutoConfiguration;
import org.awaitility.Awaitility;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

import java.time.Duration;

/** Applications as Boot would start them. */
final class Applications {

    /** The cache. */
    static final AutoConfigurations FRESHET = AutoConfigurations.of(
            AopAutoConfiguration.class,
            CaptureAutoConfiguration.class,
            DoctorAutoConfiguration.class,
            EntityTablesAutoConfiguration.class,
            FreshetAutoConfiguration.class,
            ObservationAutoConfiguration.class,
            SharedTierAutoConfiguration.class,
            TraceAutoConfiguration.class,
            WarmAutoConfiguration.class,
            WebAutoConfiguration.class);

    /** A database, without JPA. */
    static final AutoConfigurations JDBC = AutoConfigurations.of(
            DataSourceAutoConfiguration.class,
            DataSourceInitializationAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class);

    /** The bound where nothing is said of bounds: on a machine that pauses for some seconds a lease runs all the same, so that what is there is served. */
    static final Duration BOUND = Duration.ofSeconds(10);

    /** For the same machine, where there is Redis: it is waited for. A shorter bound, since a write that comes before Redis knows of everybody waits for it. */
    static final String[] PATIENT = {
        "freshet.bound=3s", "freshet.remote-timeout=3s", "spring.data.redis.timeout=3s",
    };

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private Applications() {}

    /** Nothing but a cache in process. */
    static ApplicationContextRunner plain() {
        return new ApplicationContextRunner()
                .withConfiguration(FRESHET)
                .withPropertyValues("freshet.bound=" + BOUND.toSeconds() + "s");
    }

    /** With JDBC on a fresh H2 database. */
    static ApplicationContextRunner jdbc() {
        return plain().withConfiguration(JDBC)
                .withPropertyValues("spring.datasource.generate-unique-name=true", "freshet.defaults.ttl=1m");
    }

    /** With JPA too. */
    static ApplicationContextRunner jpa() {
        return jdbc().withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=update", "spring.jpa.open-in-view=false");
    }

    /** With JPA and Redis, and the bound that is usual. */
    static ApplicationContextRunner whole(String jdbcUrl, int redisPort) {
        return jpa().withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues(
                        "freshet.bound=1s",
                        "spring.datasource.generate-unique-name=false",
                        "spring.datasource.url=" + jdbcUrl,
                        "spring.datasource.hikari.maximum-pool-size=5",
                        "spring.data.redis.port=" + redisPort,
                        "spring.application.name=salon");
    }
}
