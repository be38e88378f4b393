package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.VisitSteps.appointment;
import static io.freshet.salon.VisitSteps.barbers;
import static io.freshet.salon.VisitSteps.booking;
import static io.freshet.salon.VisitSteps.freeDay;
import static io.freshet.salon.VisitSteps.newAppointment;
import static io.freshet.salon.VisitSteps.newBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Nobody's time is taken twice, however many want it at once on two instances. */
@SalonTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoubleBookingITests {

    private static final long TENANT = 25;
    private static final int CALLERS = 24;

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient jdbc;

    private @Nullable ConfigurableApplicationContext second;
    private SalonClient here = SalonClient.anonymous("");
    private SalonClient there = SalonClient.anonymous("");

    @BeforeAll
    void startASecondInstance(@LocalServerPort int port) {
        var salon = AnotherSalon.beside(environment);
        var secondPort = salon.getEnvironment().getRequiredProperty("local.server.port");
        second = salon;
        here = SalonClient.anonymous("http://localhost:" + port).login(TENANT, "desk");
        there = SalonClient.anonymous("http://localhost:" + secondPort).login(TENANT, "desk");
    }

    @AfterAll
    void stopIt() {
        if (second != null) {
            second.close();
        }
    }

    @RepeatedTest(3)
    void oneSlot_isBookedOnce(RepetitionInfo repetition) throws InterruptedException {
        var day = freeDay(30 + repetition.getCurrentRepetition());
        long barber = barbers(here).get(0);

        assertOneOf(atOnce(CALLERS, caller -> booking(instance(caller), TENANT, barber, day, "12:00")));
        assertThat(here.get("/api/bookings?date=" + day).number("total")).isEqualTo(1);
    }

    @RepeatedTest(3)
    void bookingsAndAppointments_thatOverlap_areMadeOnce(RepetitionInfo repetition) throws InterruptedException {
        var day = freeDay(35 + repetition.getCurrentRepetition());
        long barber = barbers(here).get(0);

        assertOneOf(atOnce(
                CALLERS,
                caller -> caller % 4 < 2
                        ? booking(instance(caller), TENANT, barber, day, "12:00")
                        : appointment(instance(caller), barber, day, "12:05")));
    }

    @Test
    void whoeverGoesPastTheSalon_isStoppedByTheDatabase() {
        long barber = barbers(here).get(0);
        newAppointment(here, barber, freeDay(40), "12:00");
        newBooking(here, TENANT, barber, freeDay(40), "14:00");

        assertThatThrownBy(() -> copy("appointment", freeDay(40), barber))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("appointment_not_twice");
        assertThatThrownBy(() -> copy("booking", freeDay(40), barber))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("booking_not_twice");
    }

    private SalonClient instance(int caller) {
        return caller % 2 == 0 ? here : there;
    }

    private static void assertOneOf(List<Answer> answers) {
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        answers.stream().filter(answer -> answer.status() != 201).forEach(answer -> assertProblem(answer, 409));
    }

    private void copy(String table, String day, long barber) {
        var columns = table.equals("appointment")
                ? "tenant_id, staff_id, business_date, business_minute, duration_minutes, status, starts_at"
                : "tenant_id, staff_id, business_date, business_minute, duration_minutes, status, created_at, customer_name";
        jdbc.sql("insert into " + table + " (" + columns + ") select " + columns + " from " + table
                        + " where business_date = cast(? as date) and staff_id = ?")
                .params(day, barber)
                .update();
    }

    private interface Call {

        Answer by(int caller);
    }

    private static List<Answer> atOnce(int callers, Call call) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(callers);
        try {
            var calls = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                calls.add(() -> call.by(caller));
            }
            return threads.invokeAll(calls).stream()
                    .map(DoubleBookingITests::answer)
                    .toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Answer answer(Future<Answer> call) {
        try {
            return call.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
