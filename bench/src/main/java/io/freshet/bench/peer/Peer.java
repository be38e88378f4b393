package io.freshet.bench.peer;

import io.freshet.bench.system.SystemUnderTest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The systems that can be measured, by name.
 *
 * <p>They share one class path, because their versions agree: Spring Data Redis, JetCache and Freshet on Boot's Lettuce,
 * Redisson on the same Netty. Each runs in a JVM of its own nevertheless, so that none inherits the other's compiled
 * code, heap and threads.
 */
public enum Peer {
    /** As Spring Boot configures it. */
    SPRING_REDIS,
    /** It waits for Redis on put and evict. */
    SPRING_REDIS_IMMEDIATE,
    /** {@code @Cacheable(sync = true)}. */
    SPRING_REDIS_SYNC,
    /** {@code @Cacheable(sync = true)} with the locking writer. */
    SPRING_REDIS_LOCKING,
    JETCACHE,
    /** With {@code @CachePenetrationProtect}. */
    JETCACHE_PROTECTED,
    REDISSON,
    FRESHET;

    /** Returns the name on the command line and in reports: {@code spring-redis}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public SystemUnderTest system() {
        return switch (this) {
            case SPRING_REDIS -> SpringRedis.withDefaults();
            case SPRING_REDIS_IMMEDIATE -> SpringRedis.withImmediateWrites();
            case SPRING_REDIS_SYNC -> SpringRedis.synchronised();
            case SPRING_REDIS_LOCKING -> SpringRedis.locking();
            case JETCACHE -> new JetCache(false);
            case JETCACHE_PROTECTED -> new JetCache(true);
            case REDISSON -> new Redisson();
            case FRESHET -> new Freshet();
        };
    }

    /** Returns the system of a name. */
    public static Peer named(String label) {
        return Arrays.stream(values())
                .filter(peer -> peer.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no system '" + label + "'; there are " + labels()));
    }

    /** Returns the systems of these names, in this order, each once. */
    public static List<Peer> named(List<String> labels) {
        if (labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("A system is named twice in '" + String.join(",", labels) + "'");
        }
        return labels.stream().map(Peer::named).toList();
    }

    private static String labels() {
        return Arrays.stream(values()).map(Peer::label).collect(Collectors.joining(", "));
    }
}
