package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.newBill;
import static io.freshet.salon.SalonSteps.service;
import static org.assertj.core.api.Assertions.assertThat;

/** The salon as a whole: who gets in, what every cached read answers, what is refused, and that tenants are apart. */
@SalonTest
class SalonITests {

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void wrongPassword_isRefusedWithAProblem() {
        var answer = anonymous.post(
                "/api/auth/login", Map.of("tenant", 1, "email", "owner@tenant1.example", "password", "wrong"));

        assertProblem(answer, 401);
    }

    @Test
    void nobody_readsWithoutAToken() {
        assertProblem(anonymous.get("/api/settings"), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/demo/instances", "/api/demo/users", "/v3/api-docs", "/actuator/health", "/actuator/metrics"
            })
    void openPath_needsNoToken(String path) {
        assertThat(anonymous.get(path).status()).isEqualTo(200);
    }

    @Test
    void aTenant_isSwitchedOffAndOnAgain_overHttp() {
        var off = Map.of("scope", "tenant:999", "setting", "off", "value", "true", "by", "ann");
        var answer = anonymous.post("/actuator/freshet", off);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().required(0).required("scope").asString()).isEqualTo("tenant:999");
        assertThat(answer.body().required(0).required("by").asString()).isEqualTo("ann");
        var status = anonymous.get("/actuator/freshet").body().required("status");
        assertThat(status.required("switchedOff").toString()).contains("tenant:999", "ann");

        var on = anonymous.post("/actuator/freshet", Map.of("scope", "tenant:999", "setting", "off"));
        assertThat(on.status()).isEqualTo(200);
        assertThat(anonymous
                        .get("/actuator/freshet")
                        .body()
                        .required("status")
                        .required("switchedOff")
                        .size())
                .isZero();
    }

    @Test
    void whatCannotBeSet_isRefusedWithWhatIsWrong() {
        var answer = anonymous.post(
                "/actuator/freshet", Map.of("scope", "cache:dashboard:metrics", "setting", "ttl", "value", "soon"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().required("error").asString()).contains("ttl is 'soon', but must be a time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/settings",
                "/api/catalog/categories?active=true",
                "/api/catalog/categories?active=false",
                "/api/catalog/categories/3/services",
                "/api/dashboard/metrics",
                "/api/dashboard/comparison",
                "/api/dashboard/hourly",
                "/api/dashboard/trends?days=30",
                "/api/dashboard/top-services?limit=3",
                "/api/dashboard/staff-performance",
                "/api/dashboard/kpis",
                "/api/dashboard/expenses-monthly?year=2026",
                "/api/dashboard/top-clients?limit=3",
                "/api/users/me",
                "/api/staff",
                "/api/clients?name=a",
                "/api/customers",
                "/api/attendance?staffId=1",
                "/api/barbers/3/availability",
                "/api/barbers/3/booked-slots",
                "/api/barbers/3/schedule",
                "/api/barbers/3/appointment-stats",
                "/api/bookings/stats",
                "/api/bookings/availability",
                "/api/analytics/users/4/six-figure",
                "/api/analytics/users/4/revenue",
                "/api/analytics/users/4/dashboard-summary"
            })
    void cachedRead_tellsWhatItCost_andAHitIsNoStatement(String path) {
        var barber = anonymous.login(1, "barber");
        var answer = barber.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Server-Timing")).matches("app;dur=\\d+\\.\\d{3}");
        assertThat(answer.header("X-Queries")).matches("\\d+");
        assertThat(answer.header("X-Cache")).matches("hit-l1|hit-l2|miss|bypass");
        assertThat(answer.header("X-Settings")).matches("revision=\\d+; cache=[a-z0-9-]+");
        assertThat(answer.header("ETag")).matches("\"[^\"]+\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
        CacheSteps.prime(barber, List.of(path));
        assertThat(barber.get(path).header("X-Queries")).isEqualTo("0");
    }

    @Test
    void invalidBody_namesItsFields() {
        var answer = anonymous.login(1, "desk").post("/api/pos/bills", Map.of("lines", List.of()));

        assertProblem(answer, 400);
        assertThat(answer.body()
                        .required("errors")
                        .required(0)
                        .required("field")
                        .asString())
                .isEqualTo("lines");
        assertProblem(anonymous.login(1, "desk").get("/api/dashboard/trends?days=0"), 400);
        assertProblem(anonymous.login(1, "desk").get("/api/dashboard/metrics?date=yesterday"), 400);
    }

    @Test
    void frontDesk_mayNotChangeSettingsAndCatalog() {
        var desk = anonymous.login(1, "desk");

        assertProblem(desk.patch("/api/settings", Map.of("revision", 1)), 403);
        assertProblem(desk.delete("/api/catalog/services/1"), 403);
    }

    @Test
    void anotherTenant_isNeitherSeenNorTouched() {
        var owner = anonymous.login(17, "owner");
        var bill = newBill(owner, 17);
        var stranger = anonymous.login(16, "owner");
        var strange = Map.of("serviceId", service(17));

        assertProblem(stranger.get(bill), 404);
        assertProblem(stranger.post(bill + "/void"), 404);
        assertProblem(stranger.patch("/api/catalog/services/" + service(17), Map.of("priceMinor", 1)), 404);
        assertProblem(stranger.delete("/api/catalog/categories/" + (16 * 8 + 1)), 404);
        assertProblem(stranger.post("/api/pos/bills", Map.of("lines", List.of(strange))), 404);
        assertThat(stranger.get("/api/catalog/categories/" + (16 * 8 + 1) + "/services")
                        .body()
                        .size())
                .isZero();
        assertThat(owner.get("/api/settings").body())
                .isNotEqualTo(stranger.get("/api/settings").body());
        assertThat(owner.get(METRICS).body()).isNotEqualTo(stranger.get(METRICS).body());
    }
}
