package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.stereotype.Service;

import java.time.Duration;
import java.util.List;

final class TenantContext {
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private TenantContext() {}

    static String currentTenant() {
        return CURRENT.get();
    }
}

@Entity
class Price {
    @Id
    Long id;

    String tenant;
}

interface Prices extends JpaRepository<Price, Long> {
    List<Price> findByTenant(String tenant);
}

@Service
class PriceList {
    private final Prices prices;

    PriceList(Prices prices) {
        this.prices = prices;
    }

    @Cacheable(cacheNames = "prices", key = "#currency")
    public List<Price> all(String currency) {
        return prices.findByTenant(TenantContext.currentTenant());
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
