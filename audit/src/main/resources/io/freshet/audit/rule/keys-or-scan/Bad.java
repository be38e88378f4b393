package shop;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CacheController {
    private final StringRedisTemplate redis;

    CacheController(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @DeleteMapping("/cache/prices/{user}")
    void forget(@PathVariable String user) {
        redis.delete(redis.keys("prices:" + user + ":*"));
    }
}
