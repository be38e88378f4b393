package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static io.freshet.salon.CacheSteps.assertRefreshed;
import static io.freshet.salon.CacheSteps.assertUntouched;
import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.assertGrowth;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.VisitSteps.appointment;
import static io.freshet.salon.VisitSteps.availability;
import static io.freshet.salon.VisitSteps.barbers;
import static io.freshet.salon.VisitSteps.bookedSlots;
import static io.freshet.salon.VisitSteps.freeDay;
import static io.freshet.salon.VisitSteps.newAppointment;
import static io.freshet.salon.VisitSteps.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Appointments, and what the cached reads of a barber's days do when they change. Each test has a tenant to itself. */
@SalonTest
class AppointmentITests {

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void appointment_isMadeFoundChangedAndDeleted() {
        var desk = anonymous.login(19, "desk");
        long barber = barbers(desk).get(0);
        var day = freeDay(0);
        var made = desk.post(
                "/api/appointments",
                Map.of("staffId", barber, "serviceId", service(19), "date", day, "time", "10:00", "notes", "Short"));
        var path = "/api/appointments/" + made.number("id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(status(made)).isEqualTo("BOOKED");
        assertThat(made.body().required("startsAt").asString()).isEqualTo(day + "T10:00:00Z");
        assertThat(desk.get(path).body()).isEqualTo(made.body());
        assertThat(desk.get("/api/appointments?date=" + day).number("total")).isEqualTo(1);

        var changed = desk.patch(path, Map.of("durationMinutes", 50, "version", made.number("version")));
        assertThat(changed.number("durationMinutes")).isEqualTo(50);
        assertThat(changed.number("version")).isEqualTo(made.number("version") + 1);
        assertProblem(desk.patch(path, Map.of("durationMinutes", 20, "version", made.number("version"))), 409);
        assertThat(desk.delete(path).status()).isEqualTo(204);
        assertProblem(desk.get(path), 404);
    }

    @Test
    void completedAppointment_hasABill() {
        var desk = anonymous.login(20, "desk");
        long barber = barbers(desk).get(0);
        var order = Map.of("staffId", barber, "serviceId", service(20), "date", TODAY, "time", "06:00");
        var path = "/api/appointments/" + desk.post("/api/appointments", order).number("id");

        assertThat(status(desk.post(path + "/check-in"))).isEqualTo("CHECKED_IN");
        assertProblem(desk.post(path + "/check-in"), 409);
        assertThat(status(desk.post(path + "/start"))).isEqualTo("IN_PROGRESS");
        assertProblem(desk.post(path + "/cancel"), 409);
        var before = desk.get(METRICS);
        var completed = desk.post(path + "/complete");

        assertThat(status(completed)).isEqualTo("COMPLETED");
        var bill = desk.get("/api/pos/bills/" + completed.number("billId"));
        var line = bill.body().required("lines").required(0);
        assertThat(line.required("serviceId").asLong()).isEqualTo(service(20));
        assertThat(line.required("staffId").asLong()).isEqualTo(barber);
        assertGrowth(
                before, desk.get(METRICS), Map.of("completedAppointments", 1L, "appointments", 0L, "openBills", 1L));
        assertProblem(desk.post(path + "/complete"), 409);
        assertProblem(desk.patch(path, Map.of("durationMinutes", 10)), 409);
        assertProblem(desk.delete(path), 409);
    }

    @Test
    void appointmentWithoutService_isCompletedWithoutABill() {
        var desk = anonymous.login(20, "desk");
        var path = newAppointment(desk, barbers(desk).get(0), freeDay(1), "10:00");

        assertThat(desk.post(path + "/complete").body().required("billId").isNull())
                .isTrue();
    }

    @Test
    void reschedule_refreshesBothDates_andNoOther() {
        var desk = anonymous.login(21, "desk");
        var staff = barbers(desk);
        long barber = staff.get(0);
        long other = staff.get(1);
        var path = newAppointment(desk, barber, freeDay(0), "10:00");
        Runnable move = () -> assertThat(desk.post(path + "/reschedule", Map.of("date", freeDay(1), "time", "11:00"))
                        .status())
                .isEqualTo(200);
        Runnable moveBack =
                () -> assertThat(desk.post(path + "/reschedule", Map.of("date", freeDay(0), "time", "10:00"))
                                .status())
                        .isEqualTo(200);

        assertRefreshed(
                desk,
                List.of(
                        availability(barber, freeDay(0)),
                        availability(barber, freeDay(1)),
                        bookedSlots(barber, freeDay(0)),
                        bookedSlots(barber, freeDay(1))),
                move);
        assertUntouched(
                desk,
                List.of(
                        availability(barber, freeDay(2)),
                        bookedSlots(barber, freeDay(2)),
                        availability(other, freeDay(0)),
                        bookedSlots(other, freeDay(1)),
                        "/api/barbers/" + barber + "/appointment-stats"),
                moveBack);
        assertThat(desk.get(bookedSlots(barber, freeDay(0))).body().size()).isEqualTo(1);
        assertThat(desk.get(bookedSlots(barber, freeDay(1))).body().size()).isZero();
    }

    @Test
    void everyStep_isSeenInTheBarbersFigures() {
        var desk = anonymous.login(22, "desk");
        var staff = barbers(desk);
        long barber = staff.get(0);
        var week = "/api/barbers/" + barber + "/schedule?week=" + weekOf(freeDay(0));
        var stats = "/api/barbers/" + barber + "/appointment-stats";
        var reads = List.of(availability(barber, freeDay(0)), bookedSlots(barber, freeDay(0)), stats, week);
        var othersReads = List.of(
                availability(staff.get(1), freeDay(0)),
                "/api/barbers/" + staff.get(1) + "/appointment-stats",
                "/api/barbers/" + staff.get(1) + "/schedule");

        assertRefreshed(desk, reads, () -> newAppointment(desk, barber, freeDay(0), "10:00"));
        var path = newAppointment(desk, barber, freeDay(0), "11:00");
        for (var step : List.of("/check-in", "/cancel")) {
            assertRefreshed(desk, reads, () -> desk.post(path + step));
        }
        assertUntouched(desk, othersReads, () -> newAppointment(desk, barber, freeDay(0), "12:00"));
        assertRefreshed(desk, reads, () -> desk.delete(path));
    }

    @Test
    void notes_evictNothing() {
        var owner = anonymous.login(23, "owner");
        long barber = barbers(owner).get(0);
        var path = newAppointment(owner, barber, TODAY, "06:00");
        long walkIn = owner.post("/api/walkins", Map.of("staffId", barber)).number("id");
        var reads = List.of(
                availability(barber, TODAY),
                bookedSlots(barber, TODAY),
                "/api/barbers/" + barber + "/schedule",
                "/api/barbers/" + barber + "/appointment-stats",
                METRICS,
                "/api/dashboard/staff-performance?date=" + TODAY,
                "/api/analytics/users/1/six-figure",
                "/api/analytics/users/1/dashboard-summary",
                "/api/analytics/users/1/revenue",
                "/api/bookings/stats",
                "/api/bookings/availability");

        assertUntouched(
                owner,
                reads,
                () -> assertThat(owner.patch(path + "/notes", Map.of("notes", "Likes tea"))
                                .body()
                                .required("notes")
                                .asString())
                        .isEqualTo("Likes tea"));
        assertUntouched(
                owner,
                reads,
                () -> assertThat(owner.patch("/api/walkins/" + walkIn + "/notes", Map.of("notes", "Tea"))
                                .status())
                        .isEqualTo(200));
        assertThat(owner.get(path).body().required("notes").asString()).isEqualTo("Likes tea");
    }

    @Test
    void whatIsWrong_isRefused() {
        var desk = anonymous.login(24, "desk");
        long barber = barbers(desk).get(0);
        var path = newAppointment(desk, barber, freeDay(0), "10:00");

        assertProblem(appointment(desk, barber, freeDay(0), "10:29"), 409);
        assertProblem(appointment(desk, barber, freeDay(0), "09:31"), 409);
        assertThat(appointment(desk, barber, freeDay(0), "10:30").status()).isEqualTo(201);
        assertProblem(desk.patch(path, Map.of("durationMinutes", 31)), 409);
        assertProblem(desk.post(path + "/reschedule", Map.of("date", freeDay(0), "time", "10:15")), 409);
        assertProblem(appointment(desk, 1_000_000, freeDay(0), "10:00"), 404);
        assertProblem(appointment(desk, barber, freeDay(0), "23:45"), 400);
        assertProblem(appointment(desk, barber, "tomorrow", "10:00"), 400);
        assertProblem(desk.post("/api/appointments", Map.of("staffId", barber)), 400);
        assertProblem(desk.patch(path, Map.of("clientId", 1)), 404);
        assertProblem(desk.patch(path, Map.of("serviceId", 1)), 404);
        assertProblem(desk.patch(path + "/notes", Map.of()), 400);
        Stream.of("/check-in", "/start", "/complete", "/cancel")
                .forEach(step -> assertProblem(desk.post("/api/appointments/1000000" + step), 404));
        assertProblem(desk.post("/api/appointments/1000000/reschedule", Map.of("date", TODAY, "time", "10:00")), 404);
        assertProblem(desk.delete("/api/appointments/1000000"), 404);
        assertProblem(anonymous.login(23, "owner").get(path), 404);
    }

    private static String weekOf(String day) {
        return DateTimeFormatter.ISO_WEEK_DATE.format(LocalDate.parse(day)).substring(0, "2026-W48".length());
    }
}
