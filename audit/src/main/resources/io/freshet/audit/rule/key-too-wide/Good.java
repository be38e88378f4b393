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

    String shop;

    long minor;
}

interface Prices extends JpaRepository<Price, Long> {
    Price findByShopAndId(String shop, Long id);
}

@Service
class PriceService {
    private final Prices prices;

    PriceService(Prices prices) {
        this.prices = prices;
    }

    @Cacheable(cacheNames = "prices", key = "{#shop, #id}")
    public Price price(String shop, Long id) {
        return prices.findByShopAndId(shop, id);
    }

    @CacheEvict(cacheNames = "prices", key = "{#shop, #id}")
    public void remove(String shop, Long id) {
        prices.deleteById(id);
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
