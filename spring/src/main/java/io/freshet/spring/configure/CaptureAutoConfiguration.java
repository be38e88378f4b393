package io.freshet.spring.configure;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.StatementListener;
import io.freshet.capture.log.ReplicationSource;
import io.freshet.capture.postgres.ConnectionSource;
import io.freshet.read.Replica;
import io.freshet.spring.database.Captures;
import io.freshet.spring.database.CapturingDataSources;
import io.freshet.spring.database.ConnectionWork;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.settings.CaptureMode;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.FreshetProperties.Log;
import io.freshet.spring.transaction.LateChanges;
import io.freshet.spring.transaction.SpringSurroundings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import javax.sql.DataSource;
import java.sql.DriverManager;
import java.time.Duration;

/** Writes of the application's databases are noticed. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass({CapturedDataSource.class, DataSourceAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@ConditionalOnBean(DataSource.class)
@Conditional({CaptureIsWanted.class, ModeCondition.Invalidating.class})
public class CaptureAutoConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CapturingDataSources freshetCapturingDataSources(
            LateChanges changes, ObjectProvider<StatementListener> listener, Environment environment) {
        return new CapturingDataSources(
                changes,
                CaptureIsWanted.mode(environment) != CaptureMode.JDBC,
                () -> listener.getIfUnique(StatementListener::none));
    }

    @Bean
    ConnectionWork freshetConnectionWork() {
        return new ConnectionWork();
    }

    @Bean
    @DependsOnDatabaseInitialization
    @ConditionalOnMissingBean
    WriteCapture freshetWriteCapture(
            FreshetProperties properties,
            ObjectProvider<DataSource> dataSources,
            ObjectProvider<JdbcConnectionDetails> details,
            CapturingDataSources capturing,
            SpringSurroundings surroundings,
            ConfigurableListableBeanFactory beans,
            Environment environment) {
        Captures.Looks looks = new Captures.Looks(
                environment.getProperty("spring.application.name", "application"), properties.captureCheck());
        DataSource primary = dataSources.getIfUnique();
        if (primary == null) {
            make(beans);
        }
        return new Captures(capturing, surroundings, properties.tenantColumn(), settling(properties, beans), looks)
                .choose(
                        properties.capture(),
                        primary,
                        own(details.getIfUnique()),
                        log(properties.log(), details.getIfUnique()));
    }

    /** Those that are made at start anyway: together they are the name of the database, whoever needs it first. */
    private static void make(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanNamesForType(DataSource.class, false, false)) {
            try {
                if (beans.containsBeanDefinition(name)
                        && !beans.getBeanDefinition(name).isLazyInit()) {
                    beans.getBean(name);
                }
            } catch (BeanCurrentlyInCreationException needsWhatNeedsItsName) {
                // then the name is made without it
            }
        }
    }

    /** A replica that loads may read shows what was there a bound ago at the most, perhaps before a table had triggers. */
    private static Duration settling(FreshetProperties properties, ListableBeanFactory beans) {
        return beans.getBeanNamesForType(Replica.class, true, false).length == 0 ? Duration.ZERO : properties.bound();
    }

    /** Who reads the log is the application's role unless somebody else is named. */
    private static @Nullable ReplicationSource log(Log settings, @Nullable JdbcConnectionDetails details) {
        String url = settings.url() == null && details != null ? details.getJdbcUrl() : settings.url();
        if (url == null) {
            return null;
        }
        return settings.username() != null || details == null
                ? ReplicationSource.of(url, settings.username(), settings.password())
                : ReplicationSource.of(url, details.getUsername(), details.getPassword());
    }

    /** A connection of the outbox's own, made as Boot makes those of its pool: a pool is for what is given back soon. */
    private static @Nullable ConnectionSource own(@Nullable JdbcConnectionDetails details) {
        return details == null
                ? null
                : () -> DriverManager.getConnection(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }
}
