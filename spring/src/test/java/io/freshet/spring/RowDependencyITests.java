package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.capture.postgres.CaptureOptions;
import io.freshet.capture.postgres.PostgresCapture;
import io.freshet.spring.Diary.Appointment;
import io.freshet.spring.Diary.Days;
import io.freshet.spring.Diary.State;
import io.freshet.testkit.server.RealPostgres;
import io.freshet.testkit.server.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Entries by rows on PostgreSQL and Redis: what goes, and what stays. */
@ExtendWith(OutputCaptureExtension.class)
class RowDependencyITests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final LocalDate TOMORROW = TODAY.plusDays(1);

    private static final RealPostgres POSTGRES = Servers.postgres();
    private static final RealRedis REDIS = Servers.redis();

    @Test
    void writes_reachTheRowsThatTheyTouch_andLeaveTheOthers() {
        application("rows").run(context -> {
            Days days = ready(context);
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            warm(days);
            int before = days.loads();
            days.book(1, 5, TODAY);
            assertThat(days.open(5, TODAY)).isEqualTo(1);
            assertThat(days.all(5)).isEqualTo(1);
            assertThat(days.loads()).as("of barber 5 today").isEqualTo(before + 2);
            warm(days);
            assertThat(days.loads()).as("the others stayed").isEqualTo(before + 2);
            jdbc.update("UPDATE appointment SET on_day = ? WHERE id = 1", TOMORROW);
            assertThat(days.open(5, TODAY)).isZero();
            assertThat(days.open(5, TOMORROW)).isEqualTo(1);
            jdbc.update("UPDATE appointment SET state = 'DONE'");
            assertThat(days.open(5, TOMORROW)).isZero();
            int since = days.loads();
            jdbc.update("UPDATE appointment SET price = 7");
            assertThat(days.open(5, TOMORROW)).isZero();
            assertThat(days.loads()).as("no column that it reads").isEqualTo(since);
            jdbc.update("TRUNCATE appointment");
            assertThat(days.all(5)).isZero();
        });
    }

    @Test
    void writes_outsideOfACondition_leaveWhatDependsOnIt() {
        application("conditions").run(context -> {
            Days days = ready(context);
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            days.book(1, 5, TODAY);
            jdbc.update("UPDATE appointment SET state = 'DONE'");
            await().atMost(PATIENCE).until(() -> {
                int before = days.loads();
                assertThat(days.waiting(5)).isZero();
                return days.loads() == before;
            });
            int before = days.loads();
            jdbc.update("UPDATE appointment SET price = 7, on_day = ?, id = 2", TOMORROW);
            jdbc.update("DELETE FROM appointment");
            days.book(3, 8, TODAY);
            assertThat(days.waiting(5)).isZero();
            assertThat(days.loads()).as("nothing inside was touched").isEqualTo(before);
            days.book(4, 5, TODAY);
            assertThat(days.waiting(5)).isEqualTo(1);
            jdbc.update("UPDATE appointment SET price = 8");
            assertThat(days.waiting(5)).isEqualTo(1);
            assertThat(days.loads()).as("in by the insert").isEqualTo(before + 1);
            jdbc.update("UPDATE appointment SET state = 'DONE' WHERE id = 4");
            assertThat(days.waiting(5)).as("out").isZero();
            jdbc.update("UPDATE appointment SET state = 'OPEN' WHERE id = 4");
            assertThat(days.waiting(5)).as("in").isEqualTo(1);
        });
    }

    @Test
    void writesFromElsewhere_reachThemToo() {
        application("elsewhere").run(context -> {
            Days days = ready(context);
            warm(days);
            new JdbcTemplate(POSTGRES.dataSource("elsewhere"))
                    .update("INSERT INTO appointment (id, barber_id, on_day, state, former, number, floor, note, price)"
                            + " VALUES (9, 5, '2026-11-21', 'OPEN', 0, 1, 1, '', 0)");
            await().atMost(PATIENCE).until(() -> days.open(5, TODAY) == 1);
        });
    }

    @Test
    void withoutTheRight_rowsAreKeptByWholeTables_andThatIsSaid(CapturedOutput output) {
        POSTGRES.createDatabase("noright");
        JdbcTemplate owner = new JdbcTemplate(POSTGRES.dataSource("noright"));
        owner.execute("CREATE TABLE barber (id bigint PRIMARY KEY);"
                + "CREATE TABLE appointment (id bigint PRIMARY KEY, barber_id bigint, on_day date, state varchar(255), former smallint,"
                + " number int, floor int, note varchar(255), price numeric);"
                + "DO $$ BEGIN CREATE ROLE diary LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                + "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO diary");
        PostgresCapture.install(
                POSTGRES.dataSource("noright"),
                Set.of("appointment"),
                CaptureOptions.defaults().withApplicationRoles(Set.of("diary")));
        runner("noright")
                .withPropertyValues(
                        "spring.datasource.url=" + POSTGRES.jdbcUrl("noright").replaceAll("[?].*", ""),
                        "spring.datasource.username=diary",
                        "spring.jpa.hibernate.ddl-auto=none")
                .run(context -> {
                    Days days = ready(context);
                    warm(days);
                    days.book(1, 8, TOMORROW);
                    int before = days.loads();
                    days.open(5, TODAY);
                    assertThat(days.loads()).as("whole table").isEqualTo(before + 1);
                    days.book(2, 5, TODAY);
                    assertThat(days.open(5, TODAY)).isEqualTo(1);
                });
        assertThat(output)
                .contains("Writes to these rows are told as writes to their whole tables")
                .contains("appointment by barber_id, on_day");
    }

    @Test
    void columnsAndTypes_areCheckedAgainstTheDatabase() {
        POSTGRES.createDatabase("mistaken");
        new JdbcTemplate(POSTGRES.dataSource("mistaken"))
                .execute("CREATE TABLE ledger (id int, \"Owner\" uuid, amount numeric)");
        assertThat(MistakesTests.failureOf(runner("mistaken").withBean(Mistaken.class)))
                .contains(
                        "@DependsOn(table = \"ledger\") on Mistaken.unknown names 'ownr', which is neither an attribute nor a column of"
                                + " table ledger; the nearest name is 'owner'")
                .contains(
                        "Mistaken.type pins 'owner' of ledger, which is uuid, to the parameter 'owner' of type String")
                .contains(
                        "Mistaken.amount pins 'amount' of ledger, whose type has no text that Java and the database agree upon")
                .contains(
                        "Mistaken.conditions has the condition \"amount > 5 AND owner = 'me'\", which table ledger cannot answer: column Owner"
                                + " of type uuid cannot be compared with 'me'")
                .contains(
                        "Mistaken.ordinal has the condition \"former = 'OPEN'\", which table appointment cannot answer: column former of type"
                                + " smallint cannot be compared with 'OPEN'")
                .contains(
                        "Mistaken.former pins 'former' of appointment, which is integer, to the parameter 'former' of type State");
    }

    /** Says nothing right. */
    public static class Mistaken {
        @Cached(cache = "a:{owner}")
        @DependsOn(table = "ledger", by = "ownr=owner")
        public int unknown(String owner) {
            return 1;
        }

        @Cached(cache = "b:{owner}")
        @DependsOn(table = "ledger", by = "owner")
        public int type(String owner) {
            return 1;
        }

        @Cached(cache = "c:{amount}")
        @DependsOn(table = "ledger", by = "amount")
        public int amount(BigDecimal amount) {
            return 1;
        }

        @Cached(cache = "e")
        @DependsOn(table = "ledger", where = "owner = 'me' AND amount > 5")
        public int conditions() {
            return 1;
        }

        @Cached(cache = "f")
        @DependsOn(entity = Appointment.class, where = "former = 'OPEN'")
        public int ordinal() {
            return 1;
        }

        @Cached(cache = "d:{former}")
        @DependsOn(entity = Appointment.class, by = "former")
        public int former(State former) {
            return 1;
        }
    }

    private static ApplicationContextRunner application(String database) {
        POSTGRES.createDatabase(database);
        return runner(database);
    }

    private static ApplicationContextRunner runner(String database) {
        return Applications.whole(POSTGRES.jdbcUrl(database), REDIS.port())
                .withUserConfiguration(Diary.class)
                .withPropertyValues(Applications.PATIENT)
                .withPropertyValues("spring.application.name=" + database);
    }

    private static Days ready(ApplicationContext context) {
        await().atMost(PATIENCE)
                .until(() -> context.getBean(Freshet.class).status().leaseRuns());
        context.getBean(JdbcTemplate.class).update("INSERT INTO barber VALUES (5), (8)");
        return context.getBean(Days.class);
    }

    private static void warm(Days days) {
        await().atMost(PATIENCE).until(() -> {
            int before = days.loads();
            for (long barber : new long[] {5, 8}) {
                days.all(barber);
                days.open(barber, TODAY);
                days.open(barber, TOMORROW);
            }
            return days.loads() == before;
        });
    }
}
