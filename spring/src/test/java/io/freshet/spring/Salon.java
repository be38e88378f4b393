package io.freshet.spring;

import io.freshet.annotation.Cached;
import io.freshet.annotation.Invalidates;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A small application. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Salon.class)
class Salon {

    @Bean
    Prices prices(EntityManager entities, JdbcTemplate jdbc) {
        return new Prices(entities, jdbc);
    }

    /** What is offered. */
    @Entity
    @Table(name = "offered_service")
    static class Offer {
        @Id
        int id;

        int price;

        @ElementCollection
        @CollectionTable(name = "offer_label")
        List<String> labels = new ArrayList<>();

        protected Offer() {}

        Offer(int id, int price) {
            this.id = id;
            this.price = price;
        }
    }

    /** Cached reads, and writes in every way. */
    static class Prices {

        private final AtomicInteger loads = new AtomicInteger();
        private final EntityManager entities;
        private final JdbcTemplate jdbc;

        Prices(EntityManager entities, JdbcTemplate jdbc) {
            this.entities = entities;
            this.jdbc = jdbc;
        }

        public int loads() {
            return loads.get();
        }

        @Cached(cache = "offer:price:{id}", ttl = "10m", dependsOn = Offer.class)
        @Transactional(readOnly = true)
        public int price(int id) {
            loads.incrementAndGet();
            return Objects.requireNonNull(
                    jdbc.queryForObject("SELECT price FROM offered_service WHERE id = ?", Integer.class, id));
        }

        @Transactional
        public void insert(int id, int price) {
            entities.persist(new Offer(id, price));
        }

        @Transactional
        public void raiseByJpa(int id, int price) {
            entities.find(Offer.class, id).price = price;
        }

        @Transactional
        public void label(int id, String label) {
            entities.find(Offer.class, id).labels.add(label);
        }

        @Transactional
        public int raiseByJpaAndRead(int id, int price, Prices self) {
            entities.find(Offer.class, id).price = price;
            entities.flush();
            return self.price(id);
        }

        @Transactional
        public void raiseAndFail(int id, int price) {
            entities.find(Offer.class, id).price = price;
            entities.flush();
            throw new IllegalStateException("on purpose");
        }

        @Transactional
        @Invalidates("offer:*")
        public void forgetAndFail() {
            throw new IllegalStateException("on purpose");
        }

        @Transactional
        @Invalidates("offer:price:{id}")
        public void forget(int id) {
            // nothing but the annotation
        }

        public void raiseByJdbc(int id, int price) {
            jdbc.update("UPDATE offered_service SET price = ? WHERE id = ?", price, id);
        }
    }
}
