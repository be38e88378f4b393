package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.spring.configure.SpringCacheAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import java.util.Objects;

import static org.awaitility.Awaitility.await;

/** Applications with Spring's own cache annotations. */
final class SpringCacheApplications {

    private static final AutoConfigurations CACHES =
            AutoConfigurations.of(SpringCacheAutoConfiguration.class, CacheAutoConfiguration.class);

    private SpringCacheApplications() {}

    static ApplicationContextRunner plain() {
        return on(Applications.plain());
    }

    static ApplicationContextRunner on(ApplicationContextRunner application) {
        return uncached(application).withUserConfiguration(Caching.class);
    }

    /** Without {@code @EnableCaching}. */
    static ApplicationContextRunner uncached(ApplicationContextRunner application) {
        return application.withConfiguration(CACHES);
    }

    static void haveLease(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
    }

    static Cache cache(ApplicationContext context, String name) {
        return Objects.requireNonNull(context.getBean(CacheManager.class).getCache(name), name);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {}
}
