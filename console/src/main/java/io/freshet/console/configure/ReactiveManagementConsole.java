package io.freshet.console.configure;

import io.freshet.console.web.Desk;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** The console where Actuator has a port of its own, in a reactive web server. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(Desk.class)
class ReactiveManagementConsole {

    @Bean
    SimpleUrlHandlerMapping freshetManagementConsole(Desk desk, FreshetProperties properties) {
        return ReactiveConsole.of(desk, properties);
    }
}
