package io.freshet.spring;

import io.freshet.Freshet;
import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.spring.Diary.Appointment;
import io.freshet.spring.Diary.Days;
import io.freshet.spring.Diary.State;
import io.freshet.spring.table.EntityColumn;
import io.freshet.spring.table.HibernateTables;
import io.freshet.tag.Condition;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.TableDependency;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Rows that methods say they read: what becomes of the annotation, and what is wrong with it. */
class RowDependencyTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final ApplicationContextRunner application = Applications.jpa().withUserConfiguration(Diary.class);

    @Test
    void attributes_areKnownByTheirColumns() {
        application.run(context -> {
            HibernateTables tables = new HibernateTables(context.getBean(EntityManagerFactory.class));
            assertThat(tables.columnsOf(Appointment.class))
                    .containsEntry("id", new EntityColumn("appointment", "id", false))
                    .containsEntry("barber", new EntityColumn("appointment", "barber_id", false))
                    .containsEntry("date", new EntityColumn("appointment", "on_day", false))
                    .containsEntry("state", new EntityColumn("appointment", "state", false))
                    .containsEntry("note", new EntityColumn("appointment", "note", true))
                    .containsEntry("chair.number", new EntityColumn("appointment", "number", false));
            assertThat(tables.columnsOf(String.class)).isEmpty();
        });
    }

    @Test
    void annotations_becomeRowsByTheKey_alsoComposedOnes() {
        application.run(context -> {
            Freshet freshet = context.getBean(Freshet.class);
            assertThat(Objects.requireNonNull(freshet.cache("day:open")).dependencies())
                    .containsExactly(KeyedRows.of(
                            "appointment",
                            Map.of("barber_id", "barberId", "on_day", "date"),
                            List.of("barber_id", "on_day", "state")));
            assertThat(Objects.requireNonNull(freshet.cache("day:all")).dependencies())
                    .containsExactly(KeyedRows.of("appointment", Map.of("barber_id", "barberId"), List.of()));
            assertThat(Objects.requireNonNull(freshet.cache("day:waiting")).dependencies())
                    .containsExactly(KeyedRows.of(
                            "appointment",
                            Map.of("barber_id", "barberId"),
                            List.of("id", "barber_id"),
                            Condition.parse("floor > 0 AND state = 'OPEN'")));
        });
    }

    @Test
    void statementsThatTellTablesOnly_invalidateRowsToo() {
        application.run(context -> {
            Days days = context.getBean(Days.class);
            await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
            context.getBean(JdbcTemplate.class).update("INSERT INTO barber VALUES (5)");
            assertThat(days.open(5, TODAY)).isZero();
            days.open(5, TODAY);
            assertThat(days.loads()).isEqualTo(1);
            days.book(1, 5, TODAY);
            assertThat(days.open(5, TODAY)).isEqualTo(1);
        });
    }

    @Test
    void withoutASharedTier_statementsTellRows_soThatOthersStay() {
        application.run(context -> {
            Days days = context.getBean(Days.class);
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            await().until(() -> context.getBean(Freshet.class).status().leaseRuns());
            jdbc.update("INSERT INTO barber VALUES (5), (6)");
            days.book(1, 5, TODAY);
            assertThat(days.open(5, TODAY)).isEqualTo(1);
            assertThat(days.open(6, TODAY)).isZero();
            assertThat(days.loads()).isEqualTo(2);
            days.book(2, 6, TODAY);
            assertThat(days.open(5, TODAY)).isEqualTo(1);
            assertThat(days.loads())
                    .as("only the other barber's day has changed")
                    .isEqualTo(2);
            assertThat(days.open(6, TODAY)).isEqualTo(1);
            jdbc.update("UPDATE appointment SET barber_id = 6 WHERE id = 1");
            assertThat(days.open(5, TODAY)).isZero();
            assertThat(days.open(6, TODAY)).isEqualTo(2);
            int loads = days.loads();
            jdbc.update("UPDATE appointment SET note = 'x' WHERE id = 1");
            days.open(6, TODAY);
            assertThat(days.loads()).as("nothing that is read has changed").isEqualTo(loads);
        });
    }

    @Test
    void annotationOnTheClass_holdsForAllItsMethods() {
        Applications.plain()
                .withPropertyValues("freshet.defaults.ttl=1m")
                .withBean(OnClass.class)
                .run(context -> {
                    Freshet freshet = context.getBean(Freshet.class);
                    assertThat(Objects.requireNonNull(freshet.cache("one")).dependencies())
                            .containsExactlyInAnyOrder(
                                    KeyedRows.of("bill", Map.of("client_id", "client"), List.of()),
                                    new TableDependency("price"));
                    assertThat(Objects.requireNonNull(freshet.cache("two")).dependencies())
                            .containsExactly(KeyedRows.of("bill", Map.of("client_id", "client"), List.of()));
                });
    }

    @Test
    void allMistakes_areToldAtOnce_withTheNearestName() {
        assertThat(MistakesTests.failureOf(application.withBean(Wrong.class)))
                .contains(
                        "@DependsOn(entity = Appointment.class) on Wrong.attribute names 'dat', which is neither an attribute nor a"
                                + " column of Appointment; the nearest name is 'date'")
                .contains("Wrong.column names 'stat', which is neither")
                .contains("Wrong.parameter takes the value of a parameter 'dte', which the method does not have;"
                        + " the nearest name is 'date'")
                .contains("Write \"column=parameter\" where their names differ")
                .contains(
                        "Wrong.key pins 'on_day' of appointment to the parameter 'date', which is no part of the key 'd:{x}'")
                .contains("Wrong.type pins 'id' of appointment, which is integer, to the parameter 'id' of type double")
                .contains("Wrong.converted pins 'note' of appointment, which a converter writes")
                .contains("Wrong.both names an entity and a table")
                .contains("Wrong.neither names neither an entity nor a table")
                .contains("Wrong.entity cannot be read: class java.lang.String is no entity")
                .contains(
                        "Wrong.syntax has a condition that cannot be read: The condition \"state == 'OPEN'\" cannot be read at character 8")
                .contains(
                        "Wrong.unknown names 'stat', which is neither an attribute nor a column of Appointment; the nearest name is 'state'")
                .contains(
                        "Wrong.constant compares 'state' with 'OPE', which is none of [OPEN, DONE]; the nearest name is 'OPEN'")
                .contains("Wrong.convertedCondition has a condition on 'note', which a converter writes")
                .contains("@DependsOn stands on Wrong.uncached, whose results are not cached");
    }

    /** Says it once. */
    @DependsOn(table = "bill", by = "client_id=client")
    public static class OnClass {
        @Cached(cache = "one:{client}")
        @DependsOn(table = "price")
        public int one(int client) {
            return client;
        }

        @Cached(cache = "two:{client}")
        public int two(int client) {
            return client;
        }
    }

    /** Says nothing right. */
    public static class Wrong {
        @Cached(cache = "a:{dat}")
        @DependsOn(entity = Appointment.class, by = "dat")
        public int attribute(LocalDate dat) {
            return 1;
        }

        @Cached(cache = "b:{date}")
        @DependsOn(entity = Appointment.class, by = "date", columns = "stat")
        public int column(LocalDate date) {
            return 1;
        }

        @Cached(cache = "c:{date}")
        @DependsOn(entity = Appointment.class, by = "date=dte")
        public int parameter(LocalDate date) {
            return 1;
        }

        @Cached(cache = "d:{x}")
        @DependsOn(entity = Appointment.class, by = "date")
        public int key(int x, LocalDate date) {
            return 1;
        }

        @Cached(cache = "e:{id}")
        @DependsOn(entity = Appointment.class, by = "id")
        public int type(double id) {
            return 1;
        }

        @Cached(cache = "f:{note}")
        @DependsOn(entity = Appointment.class, by = "note")
        public int converted(String note) {
            return 1;
        }

        @Cached(cache = "g:{state}")
        @DependsOn(entity = Appointment.class, table = "appointment", by = "state")
        public int both(State state) {
            return 1;
        }

        @Cached(cache = "h:{state}")
        @DependsOn(by = "state")
        public int neither(State state) {
            return 1;
        }

        @Cached(cache = "i:{state}")
        @DependsOn(entity = String.class, by = "state")
        public int entity(State state) {
            return 1;
        }

        @Cached(cache = "j")
        @DependsOn(entity = Appointment.class, where = "state == 'OPEN'")
        public int syntax() {
            return 1;
        }

        @Cached(cache = "k")
        @DependsOn(entity = Appointment.class, where = "stat = 'OPEN'")
        public int unknown() {
            return 1;
        }

        @Cached(cache = "l")
        @DependsOn(entity = Appointment.class, where = "state IN ('OPE', 'DONE')")
        public int constant() {
            return 1;
        }

        @Cached(cache = "m")
        @DependsOn(entity = Appointment.class, where = "note = 'x'")
        public int convertedCondition() {
            return 1;
        }

        @DependsOn(entity = Appointment.class, by = "state")
        public int uncached(State state) {
            return 1;
        }
    }
}
