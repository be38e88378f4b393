package io.freshet.console.configure;

import io.freshet.Freshet;
import io.freshet.console.service.Console;
import io.freshet.console.service.Instance;
import io.freshet.console.servlet.ConsoleServlet;
import io.freshet.console.watch.Chronicle;
import io.freshet.console.watch.History;
import io.freshet.console.web.ClosedGate;
import io.freshet.console.web.Desk;
import io.freshet.console.web.Gate;
import io.freshet.console.web.LocalGate;
import io.freshet.console.web.OpenGate;
import io.freshet.console.web.RoleGate;
import io.freshet.spring.configure.FreshetAutoConfiguration;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.declare.Opening;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

import java.time.Clock;

/** The console, where it is wanted; an application that would show it to strangers does not start. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnBean(Freshet.class)
@Conditional(ConsoleIsWanted.class)
public class ConsoleAutoConfiguration {

    private static final String SERVLET_REQUEST = "jakarta.servlet.http.HttpServletRequest";

    @Bean
    static ConsoleIsSafe freshetConsoleIsSafe(Environment environment) {
        return new ConsoleIsSafe(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    Gate freshetConsoleGate(
            FreshetProperties properties, Environment environment, ConfigurableListableBeanFactory beans) {
        if (ConsoleIsSafe.isGuarded(beans)) {
            return new RoleGate(properties.console());
        }
        if (properties.console().insecure()) {
            return new OpenGate();
        }
        return BelievedHeaders.why(environment, beans)
                .<Gate>map(ClosedGate::new)
                .orElseGet(LocalGate::new);
    }

    @Bean
    @ConditionalOnMissingBean
    Chronicle freshetConsoleChronicle() {
        boolean hasServlets = ClassUtils.isPresent(SERVLET_REQUEST, ConsoleAutoConfiguration.class.getClassLoader());
        return new Chronicle(Clock.systemUTC(), hasServlets ? Writers::current : Threads::current);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Console freshetConsole(
            Freshet freshet,
            FreshetProperties properties,
            Chronicle chronicle,
            Gate gate,
            ObjectProvider<WriteCapture> capture,
            ObjectProvider<Opening> opening,
            Opening.Calls calls,
            Environment environment,
            ConfigurableListableBeanFactory beans) {
        Clock clock = Clock.systemUTC();
        Whereabouts whereabouts = new Whereabouts(
                environment, properties.console().path(), properties.console().address());
        WriteCapture writes = capture.getIfAvailable(() -> WriteCapture.none("nobody writes"));
        return new Console(
                new Instance(
                        environment.getProperty("spring.application.name", "application"),
                        whereabouts.identity(clock.instant()),
                        freshet,
                        clock,
                        new History(),
                        chronicle,
                        writes.reach(),
                        writes::untold,
                        (cache, setting) -> opening.getObject().originOf(cache, setting),
                        () -> calls.cached().all(),
                        () -> calls.invalidating().all(),
                        () -> Endpoints.of(beans),
                        () -> Endpoints.calls(beans)),
                properties.console(),
                gate.describe());
    }

    @Bean
    Desk freshetConsoleDesk(Console console, Gate gate) {
        return new Desk(console, gate);
    }

    /** Before the web server begins to wait for what it is answering. Contexts within this one tell it of their end as well. */
    @Bean
    ApplicationListener<ContextClosedEvent> freshetConsoleStreams(Desk desk, ApplicationContext context) {
        return closed -> {
            if (closed.getApplicationContext() == context) {
                desk.endStreams();
            }
        };
    }

    @Bean
    ConsoleAddress freshetConsoleAddress(FreshetProperties properties, Gate gate) {
        return new ConsoleAddress(properties, gate);
    }

    /** In a servlet container. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @Conditional(ConsoleIsOnTheApplicationsPort.class)
    static class OnServlet {

        @Bean
        ServletRegistrationBean<ConsoleServlet> freshetConsoleServlet(Desk desk, FreshetProperties properties) {
            return ServletConsole.of(desk, properties);
        }
    }

    /** In a reactive web server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @Conditional(ConsoleIsOnTheApplicationsPort.class)
    static class OnReactive {

        @Bean
        SimpleUrlHandlerMapping freshetConsoleHandlerMapping(Desk desk, FreshetProperties properties) {
            return ReactiveConsole.of(desk, properties);
        }
    }
}
