package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

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
import static io.freshet.salon.VisitSteps.availability;
import static io.freshet.salon.VisitSteps.barbers;
import static io.freshet.salon.VisitSteps.status;
import static org.assertj.core.api.Assertions.assertThat;

/** Customers who come without an appointment, each test with a tenant to itself. */
@SalonTest
class WalkInITests {

    private static final List<String> DASHBOARDS = List.of(METRICS, "/api/dashboard/staff-performance?date=" + TODAY);

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void walkIn_goesFromTheDoorToTheChair() {
        var desk = anonymous.login(19, "desk");
        long barber = barbers(desk).get(0);
        var before = desk.get(METRICS);
        var arrived =
                desk.post("/api/walkins", Map.of("staffId", barber, "serviceId", service(19), "customerName", "Ada"));
        var path = "/api/walkins/" + arrived.number("id");

        assertThat(arrived.status()).isEqualTo(201);
        assertThat(desk.get(path).body()).isEqualTo(arrived.body());
        assertThat(desk.get("/api/walkins?size=1").number("total")).isPositive();
        assertGrowth(before, desk.get(METRICS), Map.of("walkIns", 1L, "waiting", 1L));
        assertThat(status(desk.post(path + "/start"))).isEqualTo("IN_PROGRESS");
        assertProblem(desk.post(path + "/start"), 409);
        assertThat(status(desk.post(path + "/complete"))).isEqualTo("COMPLETED");
        assertProblem(desk.post(path + "/cancel"), 409);
        assertGrowth(before, desk.get(METRICS), Map.of("walkIns", 1L, "waiting", 0L));
    }

    @Test
    void thoseWhoCameTogether_haveASession() {
        var desk = anonymous.login(20, "desk");
        var group = desk.post("/api/walkins/bulk", Map.of("walkIns", List.of(Map.of(), Map.of("customerName", "Bo"))));

        assertThat(group.status()).isEqualTo(201);
        assertThat(group.body().size()).isEqualTo(2);
        long session = group.body().required(0).required("sessionId").asLong();
        assertThat(group.body().required(1).required("sessionId").asLong()).isEqualTo(session);

        var path = "/api/walkins/session/" + session + "/customer";
        var named = desk.patch(path, Map.of("customerName", "The Adlers"));
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body().required(1).required("customerName").asString()).isEqualTo("The Adlers");
        assertProblem(desk.patch("/api/walkins/session/1000000/customer", Map.of("customerName", "X")), 404);
        assertProblem(anonymous.login(19, "desk").patch(path, Map.of("customerName", "X")), 404);
    }

    @Test
    void onlyWhatIsRead_forgetsTheDashboards() {
        var desk = anonymous.login(21, "desk");
        long barber = barbers(desk).get(0);
        var arrived = desk.post("/api/walkins", Map.of("staffId", barber));
        var path = "/api/walkins/" + arrived.number("id");

        assertRefreshed(desk, DASHBOARDS, () -> desk.post("/api/walkins", Map.of("staffId", barber)));
        assertRefreshed(desk, DASHBOARDS, () -> desk.post(path + "/complete"));
        assertUntouched(desk, DASHBOARDS, () -> desk.patch(path + "/notes", Map.of("notes", "Tea")));
        assertUntouched(
                desk,
                DASHBOARDS,
                () -> desk.patch(
                        "/api/walkins/session/" + arrived.number("sessionId") + "/customer",
                        Map.of("customerName", "Ada")));
        assertUntouched(
                desk,
                List.of(availability(barber, TODAY), "/api/barbers/" + barber + "/appointment-stats"),
                () -> desk.post("/api/walkins", Map.of("staffId", barber)));
    }

    @Test
    void whatIsWrong_isRefused() {
        var desk = anonymous.login(22, "desk");
        var walkIn = desk.post("/api/walkins", Map.of());
        var notes = "/api/walkins/" + walkIn.number("id") + "/notes";

        assertThat(desk.patch(notes, Map.of("notes", "One", "version", walkIn.number("version")))
                        .status())
                .isEqualTo(200);
        assertProblem(desk.patch(notes, Map.of("notes", "Two", "version", walkIn.number("version"))), 409);
        assertProblem(desk.patch(notes, Map.of()), 400);
        assertProblem(desk.post("/api/walkins", Map.of("staffId", 1_000_000)), 404);
        assertProblem(desk.post("/api/walkins", Map.of("serviceId", 1)), 404);
        assertProblem(desk.post("/api/walkins/bulk", Map.of("walkIns", List.of())), 400);
        assertProblem(desk.post("/api/walkins/bulk", Map.of()), 400);
        assertProblem(desk.get("/api/walkins/1000000"), 404);
        Stream.of("/start", "/complete", "/cancel")
                .forEach(step -> assertProblem(desk.post("/api/walkins/1000000" + step), 404));
    }
}
