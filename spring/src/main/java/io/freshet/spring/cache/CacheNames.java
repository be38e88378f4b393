package io.freshet.spring.cache;

import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The key templates of caches that have any name: what has a meaning in templates is escaped. */
final class CacheNames {

    /** Stands for a segment without text; no escaped text looks like it. */
    private static final String EMPTY = "%-";

    private CacheNames() {}

    static KeyTemplate template(String name) {
        String escaped = Arrays.stream(name.split(":", -1))
                .map(segment -> segment.isEmpty() ? EMPTY : CacheKey.escaped(segment))
                .collect(Collectors.joining(":"));
        return KeyTemplate.parse(escaped + ":{key}");
    }
}
