package io.freshet.spring;

import io.freshet.annotation.Cached;
import io.freshet.spring.settings.ConfigurationMistakesException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Spring Security says of a method holds for what a cache answers in its place. */
class MethodSecurityTests {

    private final ApplicationContextRunner application =
            SpringCacheApplications.plain().withUserConfiguration(Secure.class).withBean(Salaries.class);

    @AfterEach
    void nobodyIsThere() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void hitOfAPreAuthorizedMethod_isForThoseWhoMayCallIt() {
        isForAdminsOnly(Salaries::preAuthorized);
    }

    @Test
    void hitOfASecuredMethod_isForThoseWhoMayCallIt() {
        isForAdminsOnly(Salaries::secured);
    }

    @Test
    void hitOfAPostAuthorizedMethod_isForThoseWhoMaySeeIt() {
        isForAdminsOnly(Salaries::postAuthorized);
    }

    @Test
    void hitOfSpringsOwnCacheable_isForThoseWhoMayCallIt() {
        isForAdminsOnly(Salaries::cacheable);
    }

    private void isForAdminsOnly(Function<Salaries, Integer> method) {
        application.run(context -> {
            SpringCacheApplications.haveLease(context);
            Salaries salaries = context.getBean(Salaries.class);
            as("ADMIN");
            assertThat(method.apply(salaries)).isEqualTo(100_000);
            assertThat(method.apply(salaries)).isEqualTo(100_000);
            assertThat(salaries.loads()).hasValue(1);
            as("USER");
            assertThatThrownBy(() -> method.apply(salaries)).isInstanceOf(AccessDeniedException.class);
        });
    }

    @Test
    void postFilteredMethod_isRejected_sinceAllWouldShareWhatOneMaySee() {
        application
                .withBean(Filtered.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(ConfigurationMistakesException.class)
                        .hasMessageContaining("Filtered.salaries, which has @PostFilter")
                        .hasMessageContaining("calls this one and copies"));
    }

    private static void as(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("somebody", "secret", "ROLE_" + role));
    }

    /** As an application has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableMethodSecurity(securedEnabled = true)
    static class Secure {}

    /** Who may see what. */
    public static class Salaries {

        private static final String ADMINS = "hasRole('ADMIN')";

        private final AtomicInteger loads = new AtomicInteger();

        AtomicInteger loads() {
            return loads;
        }

        @Cached(cache = "preAuthorized", ttl = "1m", tags = "salaries")
        @PreAuthorize(ADMINS)
        public int preAuthorized() {
            return load();
        }

        @Cached(cache = "secured", ttl = "1m", tags = "salaries")
        @Secured("ROLE_ADMIN")
        public int secured() {
            return load();
        }

        @Cached(cache = "postAuthorized", ttl = "1m", tags = "salaries")
        @PostAuthorize(ADMINS)
        public int postAuthorized() {
            return load();
        }

        @Cacheable("cacheable")
        @PreAuthorize(ADMINS)
        public int cacheable() {
            return load();
        }

        private int load() {
            loads.incrementAndGet();
            return 100_000;
        }
    }

    /** Shows each caller something else. */
    public static class Filtered {

        @Cached(cache = "filtered", ttl = "1m", tags = "salaries")
        @PostFilter("hasRole('ADMIN')")
        public List<Integer> salaries() {
            return new ArrayList<>(List.of(1, 2));
        }
    }
}
