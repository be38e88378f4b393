package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.*;

import java.time.Duration;

@Entity
class Price {
    @Id
    Long id;

    String name;

    long minor;

    void setMinor(long minor) {
        this.minor = minor;
    }
}

interface Prices extends JpaRepository<Price, Long> {
    Price findByName(String name);
}

@Service
class PriceService {
    private final Prices prices;

    PriceService(Prices prices) {
        this.prices = prices;
    }

    @Cacheable(cacheNames = "prices", key = "#name")
    public Price price(String name) {
        return prices.findByName(name);
    }

    @CacheEvict(cacheNames = "prices", allEntries = true)
    public void change(Price price) {
        prices.save(price);
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
