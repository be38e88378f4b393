package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.CacheSteps.assertRefreshed;
import static io.freshet.salon.CacheSteps.assertUntouched;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.VisitSteps.appointment;
import static io.freshet.salon.VisitSteps.availability;
import static io.freshet.salon.VisitSteps.barbers;
import static io.freshet.salon.VisitSteps.bookedSlots;
import static io.freshet.salon.VisitSteps.booking;
import static io.freshet.salon.VisitSteps.freeDay;
import static io.freshet.salon.VisitSteps.newAppointment;
import static io.freshet.salon.VisitSteps.newBooking;
import static io.freshet.salon.VisitSteps.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Schedules, online bookings and what they leave free, each test with a tenant to itself. */
@SalonTest
class BookingITests {

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void booking_isMadeConfirmedAndCancelled() {
        var desk = anonymous.login(19, "desk");
        long barber = barbers(desk).get(0);
        var day = freeDay(10);
        var made = booking(desk, 19, barber, day, "12:00");
        var path = "/api/bookings/" + made.number("id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(status(made)).isEqualTo("PENDING");
        assertThat(desk.get(path).body()).isEqualTo(made.body());
        assertThat(desk.get("/api/bookings?date=" + day).number("total")).isEqualTo(1);
        assertThat(status(desk.post(path + "/confirm"))).isEqualTo("CONFIRMED");
        assertProblem(desk.post(path + "/confirm"), 409);
        assertProblem(booking(desk, 19, barber, day, "12:00"), 409);
        assertThat(status(desk.post(path + "/cancel"))).isEqualTo("CANCELLED");
        assertProblem(desk.post(path + "/cancel"), 409);
        assertThat(booking(desk, 19, barber, day, "12:00").status()).isEqualTo(201);
    }

    @Test
    void bookingsAndAppointments_takeTheSameTime() {
        var desk = anonymous.login(20, "desk");
        long barber = barbers(desk).get(0);
        newAppointment(desk, barber, freeDay(10), "12:00");
        newBooking(desk, 20, barber, freeDay(10), "13:00");

        assertProblem(booking(desk, 20, barber, freeDay(10), "12:00"), 409);
        assertProblem(appointment(desk, barber, freeDay(10), "13:00"), 409);
        assertThat(appointment(desk, barber, freeDay(11), "13:00").status()).isEqualTo(201);
    }

    @Test
    void booking_isSeenInItsDayAndItsBarbersDay() {
        var desk = anonymous.login(21, "desk");
        var staff = barbers(desk);
        long barber = staff.get(0);
        var reads = List.of(
                availability(barber, freeDay(10)),
                "/api/bookings/availability?date=" + freeDay(10),
                "/api/bookings/stats?from=" + freeDay(9) + "&to=" + freeDay(12));
        var others = List.of(
                availability(barber, freeDay(11)),
                availability(staff.get(1), freeDay(10)),
                bookedSlots(barber, freeDay(10)),
                "/api/barbers/" + barber + "/appointment-stats",
                "/api/barbers/" + barber + "/schedule");

        assertRefreshed(desk, reads, () -> newBooking(desk, 21, barber, freeDay(10), "12:00"));
        assertUntouched(desk, others, () -> newBooking(desk, 21, barber, freeDay(10), "14:00"));
        var path = newBooking(desk, 21, barber, freeDay(10), "16:00");
        assertRefreshed(desk, reads, () -> desk.post(path + "/confirm"));
        assertRefreshed(desk, reads, () -> desk.post(path + "/cancel"));
        assertThat(desk.get(reads.get(2)).number("cancelled")).isEqualTo(1);
    }

    @Test
    void openingHours_areSeenInTheDaysOfTheSalon_andKept() {
        var owner = anonymous.login(22, "owner");
        long barber = barbers(owner).get(0);
        var day = "/api/bookings/availability?date=" + freeDay(10);

        assertRefreshed(
                owner,
                List.of(day),
                () -> owner.patch("/api/settings", Map.of("opensAt", "10:00:00", "closesAt", "19:30:00")));
        assertThat(owner.get(day).body().required("halfHours").size()).isEqualTo(19);
        assertProblem(booking(owner, 22, barber, freeDay(10), "09:30"), 409);
        assertThat(booking(owner, 22, barber, freeDay(10), "10:30").status()).isEqualTo(201);
    }

    @Test
    void schedule_saysWhatIsFree() {
        var owner = anonymous.login(23, "owner");
        var staff = barbers(owner);
        long barber = staff.get(0);
        var schedule = "/api/barbers/" + barber + "/schedule";
        var reads = List.of(availability(barber, freeDay(10)), schedule);
        var others = List.of(availability(staff.get(1), freeDay(10)), bookedSlots(barber, freeDay(10)));

        assertRefreshed(
                owner,
                reads,
                () -> assertThat(owner.put(schedule, week("10:00", "14:00")).status())
                        .isEqualTo(200));
        var free = owner.get(availability(barber, freeDay(10))).body().required("free");
        assertThat(free.toString()).isEqualTo("[{\"startsAt\":\"10:00:00\",\"endsAt\":\"14:00:00\"}]");
        assertProblem(booking(owner, 23, barber, freeDay(10), "15:00"), 409);
        assertUntouched(owner, others, () -> owner.put(schedule, week("10:00", "15:00")));
        assertUntouched(owner, reads, () -> owner.put(schedule, week("10:00", "15:00")));
        assertRefreshed(owner, reads, () -> owner.put(schedule, Map.of("days", List.of())));
        assertThat(owner.get(availability(barber, freeDay(10)))
                        .body()
                        .required("free")
                        .size())
                .isZero();
    }

    @Test
    void timeOff_leavesNothingFree() {
        var owner = anonymous.login(24, "owner");
        long barber = barbers(owner).get(0);
        var path = "/api/barbers/" + barber + "/time-off";
        var reads = List.of(availability(barber, freeDay(10)), "/api/barbers/" + barber + "/schedule");
        assertRefreshed(
                owner,
                reads,
                () -> assertThat(owner.post(path, Map.of("from", freeDay(9), "to", freeDay(10), "reason", "Ill"))
                                .status())
                        .isEqualTo(201));
        var off = owner.get(path).body().required(0);

        assertThat(owner.get(availability(barber, freeDay(10)))
                        .body()
                        .required("free")
                        .size())
                .isZero();
        assertProblem(booking(owner, 24, barber, freeDay(9), "12:00"), 409);
        assertRefreshed(
                owner,
                reads,
                () -> assertThat(owner.delete(path + "/" + off.required("id").asLong())
                                .status())
                        .isEqualTo(204));
        assertThat(booking(owner, 24, barber, freeDay(9), "12:00").status()).isEqualTo(201);
        assertProblem(owner.delete(path + "/" + off.required("id").asLong()), 404);
    }

    @Test
    void whatIsWrong_isRefused() {
        var desk = anonymous.login(25, "desk");
        long barber = barbers(desk).get(0);
        var backwards = Map.of("from", freeDay(2), "to", freeDay(1));
        var monday = Map.of("weekday", "MONDAY", "startsAt", "09:00", "endsAt", "10:00");

        assertProblem(booking(desk, 25, 1_000_000, freeDay(10), "12:00"), 404);
        assertProblem(booking(desk, 1, barber, freeDay(10), "12:00"), 404);
        assertProblem(booking(desk, 25, barber, freeDay(10), "noon"), 400);
        assertProblem(desk.post("/api/bookings", Map.of("barberId", barber, "serviceId", service(25))), 400);
        assertProblem(desk.post("/api/bookings/1000000/confirm"), 404);
        assertProblem(desk.post("/api/bookings/1000000/cancel"), 404);
        assertProblem(desk.get("/api/bookings/1000000"), 404);
        assertProblem(desk.get("/api/bookings/stats?from=" + freeDay(2) + "&to=" + freeDay(1)), 400);
        assertProblem(desk.get("/api/barbers/" + barber + "/schedule?week=2026-W60"), 400);
        assertProblem(desk.post("/api/barbers/" + barber + "/time-off", backwards), 400);
        assertProblem(desk.post("/api/barbers/1000000/time-off", Map.of("from", freeDay(1), "to", freeDay(1))), 404);
        assertProblem(desk.put("/api/barbers/1000000/schedule", Map.of("days", List.of())), 404);
        assertProblem(desk.put("/api/barbers/" + barber + "/schedule", Map.of("days", List.of(monday, monday))), 400);
        assertProblem(desk.put("/api/barbers/" + barber + "/schedule", week("10:00", "09:00")), 400);
    }

    private static Map<String, Object> week(String startsAt, String endsAt) {
        var days = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY").stream()
                .map(weekday -> Map.of("weekday", weekday, "startsAt", startsAt, "endsAt", endsAt))
                .toList();
        return Map.of("days", days);
    }
}
