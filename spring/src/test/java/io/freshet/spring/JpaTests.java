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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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
    void readInASessionThatHoldsEntities_isLoadedInOneOfItsOwn_andKept() {
        application.withBean(Finder.class).run(context -> {
            ThingRepository things = ready(context);
            things.save(new Thing(1, "old"));
            things.save(new Thing(2, "second"));
            Finder finder = context.getBean(Finder.class);
            inOpenSession(context, session -> {
                Thing held = session.find(Thing.class, 1);
                jdbc(context).update("update thing set name = 'new'");
                ready(context);
                assertThat(finder.nameOf(1)).as("not what the session holds").isEqualTo("new");
                assertThat(finder.nameOf(1)).isEqualTo("new");
                assertThat(finder.inTransaction(2)).isEqualTo("new");
                assertThat(finder.loads()).isEqualTo(2);
                assertThat(session.find(Thing.class, 1))
                        .as("the session is as before")
                        .isSameAs(held);
                assertThat(held.name).isEqualTo("old");
                jdbc(context).update("update thing set name = 'newer'");
                assertThat(finder.nameOf(1)).as("it depends on what it read").isEqualTo("newer");
            });
            assertThat(finder.nameOf(1)).isEqualTo("newer");
            assertThat(finder.loads()).isEqualTo(3);
        });
    }

    @Test
    void withoutAConnectionToSpare_itIsServedButNotKept() {
        application
                .withBean(Finder.class)
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> {
                    ThingRepository things = ready(context);
                    things.save(new Thing(1, "old"));
                    Finder finder = context.getBean(Finder.class);
                    inOpenSession(context, session -> {
                        session.find(Thing.class, 1);
                        finder.nameOf(1);
                        finder.nameOf(1);
                        assertThat(finder.loads()).as("nothing is kept").isEqualTo(2);
                    });
                    finder.nameOf(1);
                    finder.nameOf(1);
                    assertThat(finder.loads()).isEqualTo(3);
                });
    }

    @Test
    void manySessionsOnASmallPool_neverWaitForEachOther() {
        application
                .withBean(Finder.class)
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=3")
                .run(context -> {
                    ThingRepository things = ready(context);
                    things.save(new Thing(1, "one"));
                    Finder finder = context.getBean(Finder.class);
                    List<CompletableFuture<Void>> threads = new ArrayList<>();
                    for (int thread = 0; thread < 8; thread++) {
                        int first = thread * 100;
                        threads.add(CompletableFuture.runAsync(
                                () -> {
                                    for (int i = 0; i < 25; i++) {
                                        int id = first + i;
                                        inOpenSession(context, session -> {
                                            session.find(Thing.class, 1);
                                            finder.nameOf(id);
                                        });
                                    }
                                },
                                task -> new Thread(task).start()));
                    }
                    threads.forEach(CompletableFuture::join);
                    assertThat(finder.loads()).isEqualTo(200);
                });
    }

    /** As open-in-view does. */
    private static void inOpenSession(ApplicationContext context, Consumer<EntityManager> work) {
        EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
        EntityManager session = factory.createEntityManager();
        TransactionSynchronizationManager.bindResource(factory, new EntityManagerHolder(session));
        try {
            work.accept(session);
        } finally {
            TransactionSynchronizationManager.unbindResource(factory);
            session.close();
        }
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return context.getBean(JdbcTemplate.class);
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

    /** Reads through the session that is there. */
    static class Finder {

        private final AtomicInteger loads = new AtomicInteger();
        private final EntityManager entities;

        Finder(EntityManager entities) {
            this.entities = entities;
        }

        @Cached(cache = "found:{id}", dependsOn = Thing.class)
        public String nameOf(int id) {
            loads.incrementAndGet();
            Thing thing = entities.find(Thing.class, id);
            return thing == null ? "" : thing.name;
        }

        @Cached(cache = "found:transaction:{id}", dependsOn = Thing.class)
        @Transactional(readOnly = true)
        public String inTransaction(int id) {
            loads.incrementAndGet();
            return entities.find(Thing.class, id).name;
        }

        public int loads() {
            return loads.get();
        }
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
