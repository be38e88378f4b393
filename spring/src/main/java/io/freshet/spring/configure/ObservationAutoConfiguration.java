package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.declare.Opening;
import io.freshet.spring.observe.FreshetEndpoint;
import io.freshet.spring.observe.FreshetHealth;
import io.freshet.spring.observe.FreshetMeters;
import io.freshet.spring.observe.LeaseCounts;
import io.freshet.spring.observe.ReadLog;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters, Actuator endpoint, health and the log of reads, as far as the application has what carries them. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnBean(Freshet.class)
public class ObservationAutoConfiguration {

    /** Meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        FreshetMeters freshetMeters(Freshet freshet, LeaseCounts leases, ObjectProvider<WriteCapture> capture) {
            WriteCapture writes = capture.getIfAvailable(() -> WriteCapture.none("nobody writes"));
            return new FreshetMeters(freshet, leases, writes::logLagBytes);
        }
    }

    /** Reads and invalidations in the log, at debug level. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LoggingEventBuilder.class)
    static class Logs {

        @Bean
        @ConditionalOnMissingBean
        ReadLog freshetReadLog() {
            return new ReadLog();
        }
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint(endpoint = FreshetEndpoint.class)
        @ConditionalOnMissingBean
        FreshetEndpoint freshetEndpoint(
                Freshet freshet, ObjectProvider<Opening> opening, ObjectProvider<WriteCapture> capture) {
            return new FreshetEndpoint(
                    freshet,
                    (cache, setting) -> opening.getObject().originOf(cache, setting),
                    () -> capture.stream()
                            .flatMap(writes -> writes.shapes().stream())
                            .toList());
        }
    }

    /** Health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("freshet")
    static class Healthy {

        @Bean
        @ConditionalOnMissingBean(name = "freshetHealthIndicator")
        FreshetHealth freshetHealthIndicator(Freshet freshet, ObjectProvider<WriteCapture> capture) {
            WriteCapture writes = capture.getIfAvailable(() -> WriteCapture.none("nobody writes"));
            return new FreshetHealth(freshet, writes::untold, writes::details);
        }
    }
}
