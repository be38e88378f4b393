package shop;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.List;

record Rate(long minor) {}

@Service
class Rates {
    @Cacheable("rates")
    public Rate rate(String currency) {
        return new Rate(currency.length());
    }

    @Cacheable("rates")
    public List<Rate> history(String currency) {
        return List.of(new Rate(currency.length()));
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
