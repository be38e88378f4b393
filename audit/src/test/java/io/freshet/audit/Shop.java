package io.freshet.audit;

/** The beginning of a program: a cached read of prices, with a time to live, and what writes need. */
public final class Shop {

    /** Imports, entity, repository, cached read. */
    public static final String BASE = """
            package shop;

            import jakarta.persistence.Entity;
            import jakarta.persistence.EntityManager;
            import jakarta.persistence.Id;
            import jakarta.persistence.Table;
            import java.time.Duration;
            import java.util.*;
            import io.freshet.annotation.*;
            import org.springframework.cache.*;
            import org.springframework.cache.annotation.*;
            import org.springframework.context.*;
            import org.springframework.context.annotation.*;
            import org.springframework.context.event.EventListener;
            import org.springframework.data.jpa.repository.*;
            import org.springframework.data.redis.cache.RedisCacheConfiguration;
            import org.springframework.jdbc.core.JdbcTemplate;
            import org.springframework.jdbc.core.simple.JdbcClient;
            import org.springframework.scheduling.annotation.Scheduled;
            import org.springframework.stereotype.*;
            import org.springframework.transaction.annotation.Transactional;
            import org.springframework.transaction.support.*;
            import org.springframework.web.bind.annotation.*;

            @Entity
            @Table(name = "price")
            class Price {
                @Id
                Long id;
                long minor;
                String note;

                Price() {}

                void change(long minor) {
                    this.minor = minor;
                }

                void annotate(String note) {
                    this.note = note;
                }

                void setId(Long id) {
                    this.id = id;
                }
            }

            interface Prices extends JpaRepository<Price, Long> {
                List<Price> findByMinorGreaterThan(long minor);
                @Modifying @Query("update Price p set p.note = :note where p.id = :id") int annotate(Long id, String note);
                @Modifying @Query("update Price p set p.minor = :minor where p.id = :id") int change(Long id, long minor);
                default Price raise(Long id) {
                    Price price = findById(id).orElseThrow();
                    price.change(1);
                    return save(price);
                }
            }

            @org.springframework.context.annotation.Configuration
            class CacheTimes {
                RedisCacheConfiguration times() {
                    return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(1));
                }
            }
            """;

    /** A cached read of one price. */
    public static final String ONE = """
            @Service
            class PriceReader {
                Prices prices;

                @Cacheable(cacheNames = "prices", key = "#id")
                public Price price(Long id) {
                    return prices.findById(id).orElseThrow();
                }
            }
            """;

    /** A cached read of many prices. */
    public static final String MANY = """
            @Service
            class PriceLists {
                Prices prices;

                @Cacheable("lists")
                public List<Price> above(long minor) {
                    return prices.findByMinorGreaterThan(minor);
                }
            }
            """;

    private Shop() {}
}
