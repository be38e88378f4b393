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
import java.time.LocalDate;
import java.util.List;

@Entity
class Offer {
    @Id
    Long id;

    LocalDate until;
}

interface Offers extends JpaRepository<Offer, Long> {
    List<Offer> findByUntilAfter(LocalDate date);
}

@Service
class OfferList {
    private final Offers offers;

    OfferList(Offers offers) {
        this.offers = offers;
    }

    @Cacheable("offers")
    public List<Offer> after(LocalDate date) {
        return offers.findByUntilAfter(date);
    }
}

@Configuration
class CacheConfig {
    @Bean
    RedisCacheConfiguration caching() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10));
    }
}
