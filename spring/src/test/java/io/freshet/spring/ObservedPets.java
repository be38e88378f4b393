package io.freshet.spring;

import io.freshet.spring.configure.ObserveAutoConfiguration;
import io.freshet.spring.watch.account.FindingKind;
import io.freshet.spring.watch.account.Findings.Found;
import io.freshet.spring.watch.account.Watch;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/** An application on Spring's own caches, some of whose writers forget to evict, under observation. */
final class ObservedPets {

    static final String TABLE = "CREATE TABLE pet (id INT PRIMARY KEY, name VARCHAR(50))";
    static final String ROWS = "INSERT INTO pet VALUES (1, 'Leo'), (2, 'Basil')";

    private ObservedPets() {}

    /** Everything is compared, and a grace is short. */
    static ApplicationContextRunner observe(ApplicationContextRunner application) {
        return beans(application)
                .withPropertyValues(
                        "freshet.mode=observe",
                        "freshet.observe.share=1",
                        "freshet.observe.rate=1000",
                        "freshet.observe.grace=100ms");
    }

    static ApplicationContextRunner beans(ApplicationContextRunner application) {
        return SpringCacheApplications.on(application)
                .withConfiguration(AutoConfigurations.of(ObserveAutoConfiguration.class))
                .withBean(PetRows.class)
                .withBean(Pets.class);
    }

    static List<Found> found(ApplicationContext context, FindingKind kind) {
        return context.getBean(Watch.class).findings().all().stream()
                .filter(found -> found.finding().kind() == kind)
                .toList();
    }

    record Pet(int id, String name) implements Serializable {}

    /** The table. */
    static class PetRows {

        private final JdbcTemplate jdbc;

        PetRows(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        public Pet pet(int id) {
            return Objects.requireNonNull(jdbc.queryForObject(
                    "SELECT id, name FROM pet WHERE id = ?",
                    (row, number) -> new Pet(row.getInt(1), row.getString(2)),
                    id));
        }

        public List<Pet> all() {
            return jdbc.query(
                    "SELECT id, name FROM pet ORDER BY id", (row, number) -> new Pet(row.getInt(1), row.getString(2)));
        }

        @Transactional
        public void rename(int id, String name) {
            jdbc.update("UPDATE pet SET name = ? WHERE id = ?", name, id);
        }
    }

    /** The caches. */
    static class Pets {

        private final PetRows rows;

        Pets(PetRows rows) {
            this.rows = rows;
        }

        @Cacheable("pets")
        public Pet pet(int id) {
            return rows.pet(id);
        }

        @Cacheable(cacheNames = "lists", sync = true)
        public List<Pet> all() {
            return rows.all();
        }

        @CacheEvict(cacheNames = "pets", key = "#p0")
        public void evicted(int id) {}

        @CacheEvict(
                cacheNames = {"pets", "lists"},
                allEntries = true)
        public void rename(int id, String name) {
            rows.rename(id, name);
        }

        public void renameForgetfully(int id, String name) {
            rows.rename(id, name);
        }

        @CachePut(cacheNames = "pets", key = "#p0")
        public Pet renamed(int id, String name) {
            rows.rename(id, name);
            return rows.pet(id);
        }
    }
}
