package io.freshet.bench.hits;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The systems whose hits are measured, each with the same keys and values. */
enum HitSystem {
    /** Caffeine with {@code expireAfterWrite}; annotated: Spring's {@code @Cacheable} on it. */
    CAFFEINE,
    /** GET on one shared Lettuce connection, and the same JSON codec as Freshet's. */
    LETTUCE,
    /** Spring's cache abstraction on Spring Data Redis, which has no L1. */
    SPRING_REDIS,
    /** JetCache: both tiers for hits in process, the remote one alone for hits in Redis. */
    JETCACHE,
    /** Redisson: the local cached map for hits in process, the map for hits in Redis. */
    REDISSON,
    /** Freshet. */
    FRESHET;

    /** Returns the name on the command line and in reports: {@code spring-redis}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Opens it and puts all keys into its tiers. */
    Hits open(int redisPort) {
        return switch (this) {
            case CAFFEINE -> CaffeineHits.open();
            case LETTUCE -> LettuceHits.open(redisPort);
            case SPRING_REDIS -> SpringRedisHits.open(redisPort);
            case JETCACHE -> JetCacheHits.open(redisPort);
            case REDISSON -> RedissonHits.open(redisPort);
            case FRESHET -> FreshetHits.open(redisPort);
        };
    }

    /** Returns the system of a name. */
    static HitSystem named(String label) {
        return Arrays.stream(values())
                .filter(system -> system.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no system '" + label + "'; there are "
                        + Arrays.stream(values()).map(HitSystem::label).collect(Collectors.joining(", "))));
    }

    static List<HitSystem> named(List<String> labels) {
        return labels.stream().map(HitSystem::named).toList();
    }
}
