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

    private Applications() {}

    /** Nothing but a cache in process. */
    static ApplicationContextRunner plain() {
        return new ApplicationContextRunner().withConfiguration(FRESHET);
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

    /** With JPA and Redis. */
    static ApplicationContextRunner whole(String jdbcUrl, int redisPort) {
        return jpa().withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.generate-unique-name=false",
                        "spring.datasource.url=" + jdbcUrl,
                        "spring.datasource.hikari.maximum-pool-size=5",
                        "spring.data.redis.port=" + redisPort,
                        "spring.application.name=salon");
    }
}
