package shop;

import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
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

    @Cacheable(cacheNames = "prices", key = "#id")
    public Price price(Long id) {
        return prices.findById(id).orElseThrow();
    }

    @CacheEvict(cacheNames = "prices", key = "#price.id")
    public void change(Price price) {
        prices.save(price);
    }
}

@RestController
class PriceController {
    private final PriceService service;

    PriceController(PriceService service) {
        this.service = service;
    }

    @GetMapping("/prices/{id}/reduced")
    Price reduced(Long id) {
        Price price = service.price(id);
        price.setMinor(price.minor / 2);
        return price;
    }
}

@Configuration
class CacheConfig {
    @Bean
    CacheManager caches() {
        CaffeineCacheManager caches = new CaffeineCacheManager("prices");
        caches.setCaffeine(Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)));
        return caches;
    }
}
