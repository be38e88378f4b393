package io.freshet.spring.configure;

import io.freshet.capture.r2dbc.CapturedConnectionFactory;
import io.freshet.spring.database.CapturingConnectionFactories;
import io.freshet.spring.database.ReactiveCapture;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.transaction.LateChanges;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Mono;

/** Writes through R2DBC are noticed. */
@AutoConfiguration(
        afterName = "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
        after = CaptureAutoConfiguration.class)
@ConditionalOnClass({CapturedConnectionFactory.class, ConnectionFactory.class, Mono.class})
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@ConditionalOnBean(ConnectionFactory.class)
@Conditional({CaptureIsWanted.class, ModeCondition.Invalidating.class})
public class ReactiveCaptureAutoConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CapturingConnectionFactories freshetCapturingConnectionFactories(LateChanges changes) {
        return new CapturingConnectionFactories(changes);
    }

    @Bean
    @ConditionalOnMissingBean(WriteCapture.class)
    ReactiveCapture freshetReactiveCapture(Environment environment) {
        return new ReactiveCapture(environment.getProperty("spring.r2dbc.url"));
    }
}
