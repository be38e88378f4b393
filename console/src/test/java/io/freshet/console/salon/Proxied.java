package io.freshet.console.salon;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ForwardedHeaderFilter;

/** What applications behind a proxy declare by themselves, so that addresses are those that headers name. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class Proxied {

    @Bean
    @ConditionalOnBooleanProperty("salon.forwarded.filter")
    FilterRegistrationBean<ForwardedHeaderFilter> forwarded() {
        return new FilterRegistrationBean<>(new ForwardedHeaderFilter());
    }

    @Bean
    @ConditionalOnBooleanProperty("salon.forwarded.valve")
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> valve() {
        return factory -> factory.addEngineValves(new RemoteIpValve());
    }
}
