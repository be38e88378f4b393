package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.spring.Salon.Offer;
import io.freshet.tag.Relation;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What changes with a table although no dependency tells. */
class RelationTests {

    private final ApplicationContextRunner application = Applications.jpa().withUserConfiguration(Salon.class);

    @Test
    void aChangeOfATable_reachesPatterns_tags_andObservedTables() {
        application.withUserConfiguration(Related.class).run(context -> {
            await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            Answers answers = context.getBean(Answers.class);
            jdbc.execute("CREATE TABLE unrelated (id int)");
            jdbc.execute("CREATE TABLE rate (id int)");
            jdbc.execute("CREATE TABLE room (id int)");
            for (IntSupplier answer : new IntSupplier[] {answers::byPattern, answers::byTag, answers::observed}) {
                keep(answer);
                int before = answer.getAsInt();
                jdbc.update("INSERT INTO unrelated VALUES (1)");
                await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
                assertThat(answer.getAsInt()).isEqualTo(before);
                jdbc.update("INSERT INTO offered_service VALUES (" + before + ", 1)");
                assertThat(answer.getAsInt())
                        .as("after a write to the entity's table")
                        .isGreaterThan(before);
                keep(answer);
                int since = answer.getAsInt();
                jdbc.update("INSERT INTO rate VALUES (1)");
                assertThat(answer.getAsInt())
                        .as("after a write to what that is related to")
                        .isGreaterThan(since);
            }
            keep(answers::observed);
            int before = answers.observed();
            jdbc.update("INSERT INTO room VALUES (1)");
            assertThat(answers.observed()).as("what it reads still counts").isGreaterThan(before);
        });
    }

    @Test
    void mistakes_areSaidAtStart() {
        assertThat(MistakesTests.failureOf(application
                        .withPropertyValues("freshet.defaults.ttl=1m")
                        .withBean(Answers.class)
                        .withBean(
                                "one",
                                Relation.class,
                                () -> Relation.ofTable("rate").alsoPatterns("pattrn"))))
                .contains("Pattern 'pattrn' matches no cache; the nearest key template is 'pattern'");
        assertThat(MistakesTests.failureOf(application
                        .withPropertyValues("freshet.defaults.ttl=1m")
                        .withBean(Answers.class)
                        .withBean(
                                "one",
                                Relation.class,
                                () -> Relation.ofEntity(String.class).alsoPatterns("pattern"))))
                .contains("A relation cannot be honoured: class java.lang.String is no entity");
    }

    private static void keep(IntSupplier answer) {
        await().until(() -> answer.getAsInt() == answer.getAsInt());
    }

    @Configuration(proxyBeanMethods = false)
    static class Related {

        @Bean
        Answers answers(JdbcTemplate jdbc) {
            return new Answers(jdbc);
        }

        @Bean
        Relation offers() {
            return Relation.ofEntity(Offer.class)
                    .alsoPatterns("pattern")
                    .alsoTags("tagged")
                    .alsoTables("room");
        }

        @Bean
        Relation rates() {
            return Relation.ofTable("rate").alsoEntities(Offer.class);
        }
    }

    /** Answers, each a higher number. */
    static class Answers {

        private final AtomicInteger answers = new AtomicInteger(10);
        private final JdbcTemplate jdbc;

        Answers(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Cached(cache = "pattern", tags = "none")
        public int byPattern() {
            return answers.incrementAndGet();
        }

        @Cached(cache = "tag", tags = "tagged")
        public int byTag() {
            return answers.incrementAndGet();
        }

        @Cached(cache = "observed")
        public int observed() {
            Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM room", Integer.class));
            return answers.incrementAndGet();
        }
    }
}
