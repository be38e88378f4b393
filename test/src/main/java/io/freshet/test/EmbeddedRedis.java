package io.freshet.test;

import io.freshet.testkit.server.RealRedis;
import io.freshet.testkit.server.RedisBinary;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The real server of tests that want one: one for the JVM, in which each context has keys of its own. Thread-safe. */
final class EmbeddedRedis {

    private static final AtomicInteger CONTEXTS = new AtomicInteger();
    private static @Nullable RealRedis server;

    private EmbeddedRedis() {}

    /** The context's Redis is this server, whatever the application says. */
    static void use(ConfigurableApplicationContext context) {
        int port = port();
        FreshetContextCustomizer.register(
                context.getBeanFactory(),
                "freshetEmbeddedRedis",
                DataRedisConnectionDetails.class,
                () -> new Details(port));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "tier = EMBEDDED",
                        Map.of("freshet.redis.key-prefix", "test" + CONTEXTS.incrementAndGet() + ":")));
    }

    private static synchronized int port() {
        if (server == null) {
            server = start();
        }
        return server.port();
    }

    private static RealRedis start() {
        try {
            return RealRedis.start();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalStateException(
                    "A test with tier = EMBEDDED starts a redis-server, which failed: " + e.getMessage()
                            + ". Install redis-server or valkey-server and name it by -D" + RedisBinary.PROPERTY
                            + "=/usr/bin/redis-server; or take tier = SIMULATED, which needs none",
                    e);
        }
    }

    /** Where it is. */
    private record Details(int port) implements DataRedisConnectionDetails {

        @Override
        public Standalone getStandalone() {
            return Standalone.of("127.0.0.1", port);
        }
    }
}
