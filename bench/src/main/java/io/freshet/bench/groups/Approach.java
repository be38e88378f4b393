package io.freshet.bench.groups;

import io.freshet.bench.system.Servers;
import org.springframework.data.redis.cache.BatchStrategies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to invalidate a group, by name. */
enum Approach {
    /** A loop of SCAN MATCH COUNT 1000, and UNLINK of what each finds. */
    SCAN_UNLINK,
    /** KEYS of the pattern and one DEL of all that it finds. */
    KEYS_DEL,
    /** {@code RedisCache.clear()} with its default batch strategy, KEYS. */
    SPRING_CLEAR_KEYS,
    /** {@code RedisCache.clear()} with {@code BatchStrategies.scan(1000)}. */
    SPRING_CLEAR_SCAN,
    /** {@code Freshet.invalidateTag}. */
    FRESHET;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    GroupCache open(Servers servers, String instance) {
        return switch (this) {
            case SCAN_UNLINK -> PatternGroups.scanning(servers);
            case KEYS_DEL -> PatternGroups.listing(servers);
            case SPRING_CLEAR_KEYS -> SpringGroups.open(servers, BatchStrategies.keys());
            case SPRING_CLEAR_SCAN -> SpringGroups.open(servers, BatchStrategies.scan(PatternGroups.COUNT));
            case FRESHET -> FreshetGroups.open(servers, instance);
        };
    }

    /** Returns the approaches of these names, in this order. */
    static List<Approach> named(List<String> labels) {
        return labels.stream().map(Approach::named).toList();
    }

    static Approach named(String label) {
        return Arrays.stream(values())
                .filter(approach -> approach.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no system '" + label + "'; there are "
                        + Arrays.stream(values()).map(Approach::label).collect(Collectors.joining(", "))));
    }
}
