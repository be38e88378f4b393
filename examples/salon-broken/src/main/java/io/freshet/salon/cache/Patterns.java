package io.freshet.salon.cache;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Deletes cache entries by a pattern of their keys in Redis, which walks through all keys that there are. */
@Component
public class Patterns {

    private final StringRedisTemplate redis;

    Patterns(StringRedisTemplate redis) {
        this.redis = redis;
    }

    public void delete(String pattern) {
        redis.delete(redis.keys(pattern));
    }
}
