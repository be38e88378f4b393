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
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;

@Entity
class Price {
    @Id
    Long id;

    long minor;

    void change(long minor) {
        this.minor = minor;
    }
}

interface Prices extends JpaRepository<Price, Long> {}

@Service
class PriceService {
    private final Prices prices;

    PriceService(Prices prices) {
        this.prices = prices;
    }

    @Cacheable(cacheNames = "prices", key = "#id")
    public Price price(Long id) {
        return prices.findById(id).orElseThrow();
    }

    @CacheEvict(cacheNames = "prices", key = "'price:' + #id")
    @Transactional
    public void change(Long id, long minor) {
        prices.findById(id).orElseThrow().change(minor);
    }
}

@RestController
class PriceController {
    private final PriceService service;

    PriceController(PriceService service) {
        this.service = service;
    }

    @PutMapping("/prices/{id}/{minor}")
    void change(@PathVariable Long id, @PathVariable long minor) {
        service.change(id, minor);
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
