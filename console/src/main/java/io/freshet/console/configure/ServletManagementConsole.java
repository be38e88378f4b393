package io.freshet.console.configure;

import io.freshet.console.servlet.ConsoleServlet;
import io.freshet.console.web.Desk;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The console where Actuator has a port of its own, in a servlet container. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Desk.class)
class ServletManagementConsole {

    @Bean
    ServletRegistrationBean<ConsoleServlet> freshetManagementConsole(Desk desk, FreshetProperties properties) {
        return ServletConsole.of(desk, properties);
    }
}
