package io.freshet.console.salon;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import io.freshet.key.TenantResolver;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.util.List;
import java.util.function.IntFunction;

/** A small backend: prices and revenue, on PostgreSQL and Redis. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Salon.Prices.class, Salon.Counter.class, Salon.Web.class, Proxied.class, Security.class, ReactiveSecurity.class
})
public class Salon {

    /** Whose the calling thread is, where the salon has tenants. */
    public static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "");

    @Bean
    @ConditionalOnBooleanProperty("salon.tenants")
    TenantResolver tenants() {
        return TENANT::get;
    }

    @Bean
    Tables tables(JdbcTemplate jdbc) {
        return new Tables(jdbc);
    }

    /** Makes the tables before anything reads them. */
    static final class Tables {

        Tables(JdbcTemplate jdbc) {
            jdbc.execute("CREATE TABLE IF NOT EXISTS service (id int PRIMARY KEY, name text, price int)");
            jdbc.execute("CREATE TABLE IF NOT EXISTS bill (id serial PRIMARY KEY, day date, total int)");
            jdbc.execute(
                    "INSERT INTO service SELECT i, 'Cut ' || i, 20 + i FROM generate_series(1, 40) i ON CONFLICT DO NOTHING");
        }
    }

    /** Cached reads. */
    @Service
    public static class Prices {

        private final JdbcTemplate jdbc;

        Prices(JdbcTemplate jdbc, Tables tables) {
            this.jdbc = jdbc;
            tables.toString();
        }

        /** One price. */
        @Cached(cache = "catalog:price:{id}", ttl = "30m", tables = "service")
        public Integer price(int id) {
            return jdbc.queryForObject("SELECT price FROM service WHERE id = ?", Integer.class, id);
        }

        /** All names; what it depends on is observed. */
        @Cached(cache = "catalog:names", ttl = "10m")
        public List<String> names() {
            return jdbc.queryForList("SELECT name FROM service ORDER BY id", String.class);
        }

        /** What a day brought. */
        @Cached(cache = "dashboard:metrics:{day}", ttl = "60s", staleOnError = "5m", tables = "bill")
        public Integer revenue(String day) {
            return jdbc.queryForObject(
                    "SELECT coalesce(sum(total), 0) FROM bill WHERE day = cast(? AS date)", Integer.class, day);
        }

        /** What a day brought, if something happens while it is loaded. */
        @Cached(cache = "raced:{day}", ttl = "60s", tables = "bill")
        public Integer raced(String day, Runnable meanwhile) {
            Integer revenue = jdbc.queryForObject(
                    "SELECT coalesce(sum(total), 0) FROM bill WHERE day = cast(? AS date)", Integer.class, day);
            meanwhile.run();
            return revenue;
        }

        /** Fails. */
        @Cached(cache = "broken:{id}", ttl = "60s", tables = "service")
        public Integer broken(int id) {
            throw new IllegalStateException("The loader of " + id + " fails");
        }
    }

    /** Writes. */
    @Service
    public static class Counter {

        private final JdbcTemplate jdbc;

        Counter(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        /** Another price. */
        @Transactional
        public void reprice(int id, int price) {
            jdbc.update("UPDATE service SET price = ? WHERE id = ?", price, id);
        }

        /** Somebody pays. */
        @Transactional
        public void pay(String day, int total) {
            jdbc.update("INSERT INTO bill (day, total) VALUES (cast(? AS date), ?)", day, total);
        }

        /** Whatever was said of prices. */
        @Invalidates("catalog:*")
        public void reloadCatalog() {}
    }

    /** The endpoints. */
    @RestController
    static class Web {

        private final Prices prices;
        private final Counter counter;

        Web(Prices prices, Counter counter) {
            this.prices = prices;
            this.counter = counter;
        }

        @GetMapping("/prices/{id}")
        Integer price(@PathVariable int id) {
            return prices.price(id);
        }

        /** By way of a class that is no bean, and of a lambda. */
        @GetMapping("/offers/{id}")
        Integer offer(@PathVariable int id) {
            return new Offer(prices).half(id);
        }

        /** As applications on WebFlux answer: what is called is in a lambda that somebody else calls. */
        @GetMapping("/later/{id}")
        Mono<Integer> later(@PathVariable int id) {
            return Mono.fromCallable(() -> prices.price(id)).subscribeOn(Schedulers.boundedElastic());
        }

        @PutMapping("/prices/{id}/{price}")
        void reprice(@PathVariable int id, @PathVariable int price) {
            counter.reprice(id, price);
        }
    }

    private record Offer(Prices prices) {

        Integer half(int id) {
            IntFunction<Integer> price = prices::price;
            return price.apply(id) / 2;
        }
    }
}
