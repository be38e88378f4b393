package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.FreshetBuilder;
import io.freshet.read.CachePolicy;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.FreshetProperties.Defaults;
import io.freshet.spring.settings.Mistake;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.List;

/** What the properties say about the instance as a whole. */
final class InstanceSettings {

    private final FreshetProperties properties;
    private final String application;

    InstanceSettings(FreshetProperties properties, Environment environment) {
        this.properties = properties;
        this.application = environment
                .getProperty("spring.application.name", "application")
                .replaceAll("[^A-Za-z0-9_.-]+", "-");
    }

    /** Two applications on one database have keys of their own, and so have two databases of one application. */
    String namespace(String database) {
        return database + "." + application;
    }

    FreshetBuilder builder() {
        FreshetBuilder builder = Freshet.builder()
                .bound(properties.bound())
                .interval(properties.interval())
                .remoteTimeout(properties.remoteTimeout())
                .acknowledge(properties.acknowledge());
        if (properties.instance() != null) {
            builder.instance(properties.instance());
        }
        Defaults defaults = properties.defaults();
        Duration ttl = defaults.ttl();
        if (ttl != null && !ttl.isNegative() && !ttl.isZero()) {
            builder.defaults(CachePolicy.of(ttl)
                    .withStaleOnError(defaults.staleOnError())
                    .withLocalMaximum(defaults.localMaximum())
                    .withConcurrentLoads(defaults.concurrentLoads()));
        }
        return builder;
    }

    static Freshet build(FreshetBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistakesException(List.of(new Mistake(
                    String.valueOf(e.getMessage()),
                    "Set freshet.bound, freshet.interval and freshet.instance accordingly")));
        }
    }
}
