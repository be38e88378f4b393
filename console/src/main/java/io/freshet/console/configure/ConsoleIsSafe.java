package io.freshet.console.configure;

import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import java.util.List;

/** Keeps an application from starting that would show the console to strangers. Looks before any bean is made, and any port opened. */
final class ConsoleIsSafe implements BeanFactoryPostProcessor {

    private static final String SECURITY_FILTER = "springSecurityFilterChain";
    private static final String REACTIVE_SECURITY_FILTER =
            "org.springframework.security.config.annotation.web.reactive.WebFluxSecurityConfiguration.WebFilterChainFilter";
    private static final String CSRF_TOKEN = "org.springframework.security.web.csrf.CsrfToken";

    private final Environment environment;

    ConsoleIsSafe(Environment environment) {
        this.environment = environment;
    }

    /** Whether Spring Security can tell who makes a request. */
    static boolean isGuarded(ConfigurableListableBeanFactory beans) {
        return beans.containsBean(SECURITY_FILTER) || beans.containsBean(REACTIVE_SECURITY_FILTER);
    }

    /** Whether it is on the class path. */
    static boolean hasSpringSecurity() {
        return ClassUtils.isPresent(CSRF_TOKEN, ConsoleIsSafe.class.getClassLoader());
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        boolean isInsecure = environment.getProperty("freshet.console.insecure", Boolean.class, false);
        if (!isGuarded(beans) && !isInsecure && !Development.isHere(environment)) {
            throw new ConfigurationMistakesException(List.of(new Mistake(
                    "freshet.console.enabled is true, but the application has no Spring Security that could tell who may look, and it does not"
                            + " run in development",
                    "Add spring-boot-starter-security, or set freshet.console.insecure=true if only people who may look can reach it,"
                            + " or freshet.console.enabled=false")));
        }
    }
}
