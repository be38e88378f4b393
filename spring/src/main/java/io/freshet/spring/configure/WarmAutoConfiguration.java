package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.spring.warm.WarmAtStart;
import io.freshet.spring.warm.WarmEndpoint;
import io.freshet.warm.WarmJob;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Warming: at start, and by command. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnBean(Freshet.class)
public class WarmAutoConfiguration {

    @Bean
    @ConditionalOnBooleanProperty(name = "freshet.warm-at-start", matchIfMissing = true)
    WarmAtStart freshetWarmAtStart(Freshet freshet, ObjectProvider<WarmJob> jobs) {
        return new WarmAtStart(freshet.warmer(), jobs);
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint(endpoint = WarmEndpoint.class)
        @ConditionalOnMissingBean
        WarmEndpoint freshetWarmEndpoint(Freshet freshet, ObjectProvider<WarmJob> jobs) {
            return new WarmEndpoint(freshet.warmer(), jobs);
        }
    }
}
