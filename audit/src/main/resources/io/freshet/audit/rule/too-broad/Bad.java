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

@Entity
class Note {
    @Id
    Long id;
}

interface Notes extends JpaRepository<Note, Long> {}

@Service
class PriceService {
    private final Prices prices;

    private final Notes notes;

    PriceService(Prices prices, Notes notes) {
        this.prices = prices;
        this.notes = notes;
    }

    @Cacheable(cacheNames = "prices", key = "#id")
    public Price price(Long id) {
        return prices.findById(id).orElseThrow();
    }

    @CacheEvict(cacheNames = "prices", key = "#price.id")
    public void change(Price price) {
        prices.save(price);
    }

    @CacheEvict(cacheNames = "prices", allEntries = true)
    public void annotate(Note note) {
        notes.save(note);
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
