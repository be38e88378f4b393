package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.event.Outcome;
import io.freshet.spring.table.HibernateTables;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Entities and repositories. */
class JpaTests {

    private final ApplicationContextRunner application = Applications.jpa()
            .withConfiguration(AutoConfigurations.of(DataJpaRepositoriesAutoConfiguration.class))
            .withUserConfiguration(Things.class);

    @Test
    void cachedMethodOfARepository_isAHit_untilTheEntityIsSaved() {
        application.run(context -> {
            ThingRepository things = ready(context);
            things.save(new Thing(1, "old"));
            assertThat(things.nameOf(1)).isEqualTo("old");
            assertThat(things.nameOf(1)).isEqualTo("old");
            assertThat(gets(context, Outcome.HIT_L1)).isEqualTo(1);
            things.save(new Thing(1, "new"));
            assertThat(things.nameOf(1)).isEqualTo("new");
        });
    }

    @Test
    void bulkUpdateAndNativeSql_invalidateToo() {
        application.run(context -> {
            ThingRepository things = ready(context);
            things.save(new Thing(1, "old"));
            things.nameOf(1);
            TransactionTemplate transactions =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transactions.executeWithoutResult(status -> things.rename("bulk"));
            assertThat(things.nameOf(1)).isEqualTo("bulk");
        });
    }

    @Test
    void readInsideAReadWriteTransaction_goesPastTheCache() {
        application.run(context -> {
            ThingRepository things = ready(context);
            things.save(new Thing(1, "old"));
            things.nameOf(1);
            TransactionTemplate transactions =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transactions.executeWithoutResult(status -> things.nameOf(1));
            assertThat(gets(context, Outcome.BYPASS)).isEqualTo(1);
            transactions.setReadOnly(true);
            transactions.executeWithoutResult(status -> things.nameOf(1));
            assertThat(gets(context, Outcome.HIT_L1)).isEqualTo(1);
        });
    }

    @Test
    void readInASessionThatHoldsEntities_isServedButNotKept() {
        application.run(context -> {
            ThingRepository things = ready(context);
            things.save(new Thing(1, "old"));
            EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
            EntityManager session = factory.createEntityManager();
            TransactionSynchronizationManager.bindResource(
                    factory, new EntityManagerHolder(session)); // as open-in-view does
            try {
                things.nameOf(1);
                things.nameOf(1);
                assertThat(gets(context, Outcome.HIT_L1))
                        .as("an empty session may fill")
                        .isEqualTo(1);
                session.find(Thing.class, 1);
                things.rename("new");
                things.nameOf(1);
                things.nameOf(1);
                assertThat(gets(context, Outcome.HIT_L1))
                        .as("one with entities may not")
                        .isEqualTo(1);
            } finally {
                TransactionSynchronizationManager.unbindResource(factory);
                session.close();
            }
        });
    }

    @Test
    void tables_includeThoseOfSubclassesAndSecondaryOnes() {
        application.run(context -> {
            HibernateTables tables = new HibernateTables(context.getBean(EntityManagerFactory.class));
            assertThat(tables.tablesOf(Thing.class)).containsExactlyInAnyOrder("thing", "big_thing", "thing_note");
            assertThat(tables.tablesOf(String.class)).isEmpty();
        });
    }

    private static ThingRepository ready(ApplicationContext context) {
        Freshet freshet = context.getBean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        return context.getBean(ThingRepository.class);
    }

    private static long gets(ApplicationContext context, Outcome outcome) {
        return Objects.requireNonNull(context.getBean(Freshet.class).cache("thing:name"))
                .meter()
                .reads(outcome);
    }

    @Configuration(proxyBeanMethods = false)
    @EntityScan(basePackageClasses = JpaTests.class)
    @EnableJpaRepositories(basePackageClasses = JpaTests.class, considerNestedRepositories = true)
    static class Things {}

    interface ThingRepository extends JpaRepository<Thing, Integer> {

        @Cached(cache = "thing:name:{id}", dependsOn = Thing.class)
        @Query("select t.name from JpaTests$Thing t where t.id = :id")
        String nameOf(int id);

        @Modifying
        @Transactional
        @Query(value = "update thing set name = :name", nativeQuery = true)
        void rename(String name);
    }

    /** A thing. */
    @Entity
    @Table(name = "thing")
    @SecondaryTable(name = "thing_note")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Thing {
        @Id
        int id;

        String name = "";

        protected Thing() {}

        Thing(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** A kind of thing. */
    @Entity
    @Table(name = "big_thing")
    static class BigThing extends Thing {
        int size;
    }
}
