package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.FreshetBuilder;
import io.freshet.control.Scope;
import io.freshet.read.CachePolicy;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.FreshetProperties.Defaults;
import io.freshet.spring.settings.FreshetProperties.Redis;
import io.freshet.spring.settings.FreshetProperties.SwitchedOff;
import io.freshet.spring.settings.InstanceChecks;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.settings.Mode;
import io.freshet.spring.settings.PolicySettings;
import io.freshet.spring.settings.ValueSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.env.Environment;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the properties say about the instance as a whole. */
final class InstanceSettings {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final FreshetProperties properties;
    private final ApplicationName application;
    private final boolean areRight;

    InstanceSettings(FreshetProperties properties, Environment environment) {
        this.properties = properties;
        this.application = new ApplicationName(environment.getProperty("spring.application.name", "application"));
        this.areRight = InstanceChecks.mistakes(properties, environment).isEmpty();
    }

    /**
     * Two applications on one database have keys of their own, and so have two databases of one application.
     *
     * @param hasDatabase whether there may be writes that make entries stale
     */
    String namespace(WriteCapture writes, boolean hasDatabase) {
        if (!writes.isNamed() && properties.redis().keyPrefix().equals(Redis.USUAL_PREFIX)) {
            sayThatOnlyTheNameCounts(hasDatabase);
        }
        return writes.identity() + "." + application.inKeys();
    }

    private void sayThatOnlyTheNameCounts(boolean hasDatabase) {
        String others = "in Redis it is known by its name alone: another '" + application.name()
                + "' on the same Redis, such as one for tests, would share its entries. ";
        if (hasDatabase) {
            LOG.warn(
                    "Nobody says which database the application has, so that " + others
                            + "Set spring.datasource.url or spring.r2dbc.url if it has one database, or give each a freshet.redis.key-prefix of its own");
        } else {
            LOG.info("The application has no database, so that " + others
                    + "Give each a freshet.redis.key-prefix of its own if there are several");
        }
    }

    /** If not, the application is told so with all that is wrong with its caches, and nothing is shared or served until then. */
    boolean areRight() {
        return areRight;
    }

    FreshetBuilder builder() {
        if (properties.mode() == Mode.OFF) {
            LOG.info(
                    "Freshet is off (freshet.mode=off): nothing is read from its caches and nothing kept, and Spring's caches are Boot's."
                            + " What this instance writes goes on invalidating what others keep");
        }
        if (!areRight) {
            return Freshet.builder().relays(false).direct(false);
        }
        FreshetBuilder builder = Freshet.builder()
                .bound(properties.bound())
                .interval(properties.pollInterval())
                .remoteTimeout(properties.remoteTimeout())
                .acknowledge(properties.acknowledge())
                .direct(properties.direct())
                .shadowReads(
                        properties.shadowReads().share(),
                        properties.shadowReads().rate())
                .hotKeys(properties.hotKeys().tracked());
        builder.switchedOff(switchedOff());
        if (properties.instance() != null) {
            builder.instance(properties.instance());
        }
        Duration ttl = properties.defaults().ttl();
        if (ttl != null && !ttl.isNegative() && !ttl.isZero()) {
            builder.defaults(defaults(ttl, properties.defaults()));
        }
        return builder;
    }

    /** How values lie in the shared tier where a cache says nothing else. */
    ValueSettings values() {
        Defaults defaults = properties.defaults();
        return new ValueSettings(defaults.codec(), defaults.compressAbove(), defaults.maxValueSize());
    }

    private static CachePolicy defaults(Duration ttl, Defaults defaults) {
        return PolicySettings.withDefaults(CachePolicy.of(ttl), defaults)
                .withLocalMaximum(defaults.localMaximum())
                .withConcurrentLoads(defaults.concurrentLoads())
                .withConsistency(defaults.consistency())
                .withOneLoadInFleet(defaults.oneLoadInFleet())
                .withFromReplica(defaults.fromReplica())
                .withObserve(defaults.observe());
    }

    private Scope[] switchedOff() {
        SwitchedOff off = properties.switchedOff();
        Set<Scope> scopes = new LinkedHashSet<>();
        if (off.all() || properties.mode() == Mode.OFF) {
            scopes.add(Scope.ALL);
        }
        off.caches().forEach(cache -> scopes.add(Scope.cache(cache)));
        off.tenants().forEach(tenant -> scopes.add(Scope.tenant(tenant)));
        return scopes.toArray(Scope[]::new);
    }

    static Freshet build(FreshetBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistakesException(List.of(new Mistake(
                    String.valueOf(e.getMessage()), "Change what the bean of type FreshetBuilder is set to")));
        }
    }
}
