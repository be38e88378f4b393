package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.ProgressDisplay;
import io.freshet.spring.warm.WarmAtStart;
import io.freshet.spring.warm.WarmEndpoint;
import io.freshet.spring.warm.WarmJobs;
import io.freshet.spring.warm.WarmReports;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Warming: at start, and by command. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnBean(Freshet.class)
public class WarmAutoConfiguration {

    @Bean
    WarmJobs freshetWarmJobs(ConfigurableListableBeanFactory beans, FreshetProperties properties) {
        return new WarmJobs(beans, properties.warm().switchedOff());
    }

    @Bean
    WarmReports freshetWarmReports(Freshet freshet, FreshetProperties properties) {
        ProgressDisplay progress = properties.warm().progress();
        return WarmReports.of(
                () -> freshet.warmer().status(), progress != ProgressDisplay.NEVER, progress == ProgressDisplay.AUTO);
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "freshet.warm-at-start", matchIfMissing = true)
    @Conditional(ModeCondition.On.class)
    WarmAtStart freshetWarmAtStart(Freshet freshet, WarmJobs jobs, WarmReports reports) {
        return new WarmAtStart(freshet.warmer(), jobs, reports);
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint(endpoint = WarmEndpoint.class)
        @ConditionalOnMissingBean
        WarmEndpoint freshetWarmEndpoint(Freshet freshet, WarmJobs jobs, WarmReports reports) {
            return new WarmEndpoint(freshet.warmer(), jobs, reports);
        }
    }
}
