package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.CacheSteps.assertRefreshed;
import static io.freshet.salon.CacheSteps.assertUntouched;
import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.assertGrowth;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.pay;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.SalonSteps.total;
import static io.freshet.salon.VisitSteps.barbers;
import static io.freshet.salon.VisitSteps.freeDay;
import static io.freshet.salon.VisitSteps.newAppointment;
import static io.freshet.salon.VisitSteps.status;
import static org.assertj.core.api.Assertions.assertThat;

/** What a barber earns, and payments that are confirmed and refunded, each test with a tenant to itself. */
@SalonTest
class BarberAnalyticsITests {

    @Autowired
    private JdbcClient jdbc;

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void payment_isConfirmedAndRefunded_andCountsForTheBarber() {
        var desk = anonymous.login(19, "desk");
        var revenue = analytics(19) + "/revenue?from=" + TODAY + "&to=" + TODAY;
        var reads = List.of(revenue, analytics(19) + "/six-figure", analytics(19) + "/dashboard-summary");
        var before = desk.get(revenue);
        var bill = bill(desk, 19, barbers(desk).get(0));
        long amount = total(desk, bill);
        long payment = pay(desk, bill, amount, true).number("id");
        assertGrowth(before, desk.get(revenue), Map.of("payments", 1L, "pendingMinor", amount, "revenueMinor", 0L));

        assertRefreshed(
                desk,
                reads,
                () -> assertThat(status(desk.post("/api/payments/" + payment + "/confirm")))
                        .isEqualTo("CONFIRMED"));
        assertThat(desk.get(bill).number("paidMinor")).isEqualTo(amount);
        assertGrowth(before, desk.get(revenue), Map.of("payments", 1L, "pendingMinor", 0L, "revenueMinor", amount));

        assertRefreshed(
                desk,
                reads,
                () -> assertThat(status(desk.post("/api/payments/" + payment + "/refund")))
                        .isEqualTo("REFUNDED"));
        assertThat(desk.get(bill).number("paidMinor")).isZero();
        assertGrowth(before, desk.get(revenue), Map.of("refundedMinor", amount, "revenueMinor", 0L));
    }

    @Test
    void refundOfACompletedBill_leavesItCompleted() {
        var desk = anonymous.login(20, "desk");
        var bill = bill(desk, 20, barbers(desk).get(0));
        long amount = total(desk, bill);
        long payment = pay(desk, bill, amount, false).number("id");
        desk.post(bill + "/complete");

        assertThat(desk.post("/api/payments/" + payment + "/refund").status()).isEqualTo(200);
        assertThat(desk.get(bill).number("paidMinor")).isZero();
        assertThat(status(desk.get(bill))).isEqualTo("COMPLETED");
    }

    @Test
    void payment_isConfirmedAndRefundedOnce() {
        var desk = anonymous.login(20, "desk");
        var bill = bill(desk, 20, barbers(desk).get(0));
        var payment = "/api/payments/" + pay(desk, bill, 100, true).number("id");

        assertProblem(desk.post(payment + "/refund"), 409);
        assertThat(desk.post(payment + "/confirm").status()).isEqualTo(200);
        assertProblem(desk.post(payment + "/confirm"), 409);
        assertThat(desk.post(payment + "/refund").status()).isEqualTo(200);
        assertProblem(desk.post(payment + "/refund"), 409);
        assertProblem(desk.post("/api/payments/100000000/confirm"), 404);
        assertProblem(desk.post("/api/payments/100000000/refund"), 404);
        assertProblem(anonymous.login(21, "desk").post(payment + "/confirm"), 404);
    }

    @Test
    void payment_isCreditedToWhoeverDidMostOfTheWork() {
        var owner = anonymous.login(21, "owner");
        var staff = barbers(owner);
        var lines = List.of(
                Map.of("serviceId", service(21), "staffId", staff.get(1)),
                Map.of("serviceId", service(21), "staffId", staff.get(0), "quantity", 3));
        var bill = "/api/pos/bills/"
                + owner.post("/api/pos/bills", Map.of("lines", lines)).number("id");
        var revenue = analytics(21) + "/revenue?from=" + TODAY + "&to=" + TODAY;
        var before = owner.get(revenue);

        pay(owner, bill, 500, false);

        assertGrowth(before, owner.get(revenue), Map.of("payments", 1L, "revenueMinor", 500L));
    }

    @Test
    void appointments_countInTheSummary() {
        var desk = anonymous.login(22, "desk");
        long barber = barbers(desk).get(0);
        var path = newAppointment(desk, barber, freeDay(20), "10:00");
        var summary = analytics(22) + "/dashboard-summary";
        var before = desk.get(summary);

        assertRefreshed(desk, List.of(summary, analytics(22) + "/six-figure"), () -> desk.post(path + "/complete"));
        assertGrowth(before, desk.get(summary), Map.of("completedAppointments", 1L, "appointments", 0L));
        assertUntouched(
                desk, List.of(analytics(22) + "/revenue"), () -> newAppointment(desk, barber, freeDay(20), "12:00"));
    }

    @Test
    void goal_isToldForEveryYear() {
        var desk = anonymous.login(1, "desk");
        var goal = desk.get(analytics(1) + "/six-figure");
        var latest = goal.body().required("years").required(0);

        assertThat(goal.number("goalMinor")).isEqualTo(10_000_000);
        assertThat(latest.required("year").asInt()).isEqualTo(Integer.parseInt(TODAY.substring(0, 4)));
        assertThat(latest.required("revenueMinor").asLong()).isPositive();
        assertThat(latest.required("clients").asLong()).isPositive();
    }

    @Test
    void whoeverIsNoBarber_earnsNothing_untilHeIsOne() {
        var owner = anonymous.login(23, "owner");
        long user = user(23, "OWNER");
        var revenue = "/api/analytics/users/" + user + "/revenue?from=2000-01-01&to=" + TODAY;
        assertThat(owner.get(revenue).number("payments")).isZero();

        assertRefreshed(
                owner,
                List.of(revenue),
                () -> jdbc.sql("update staff set user_id = ? where id = ?")
                        .params(user, barbers(owner).get(1))
                        .update());
        assertThat(owner.get(revenue).number("payments")).isPositive();
        assertUntouched(
                owner,
                List.of(analytics(23) + "/revenue"),
                () -> jdbc.sql("update staff set user_id = null where user_id = ?")
                        .params(user)
                        .update());
        assertProblem(owner.get("/api/analytics/users/" + user + "/revenue?from=2026-02-01&to=2026-01-01"), 400);
    }

    @Test
    void aBarber_seesHisOwnFiguresOnly() {
        var barber = anonymous.login(24, "barber");
        var ofTheOwner = "/api/analytics/users/" + user(24, "OWNER");

        assertThat(barber.get(analytics(24) + "/revenue").status()).isEqualTo(200);
        assertProblem(barber.get(ofTheOwner + "/revenue"), 403);
        assertProblem(barber.get(ofTheOwner + "/six-figure"), 403);
        assertProblem(barber.get(ofTheOwner + "/dashboard-summary"), 403);
        assertThat(anonymous.login(24, "desk").get(ofTheOwner + "/revenue").status())
                .isEqualTo(200);
    }

    private String analytics(long tenant) {
        return "/api/analytics/users/" + user(tenant, "BARBER");
    }

    private long user(long tenant, String role) {
        return jdbc.sql("select id from app_user where tenant_id = ? and role = ?")
                .params(tenant, role)
                .query(Long.class)
                .single();
    }

    private static String bill(SalonClient client, long tenant, long barber) {
        var line = Map.of("serviceId", service(tenant), "staffId", barber);
        var bill = client.post("/api/pos/bills", Map.of("lines", List.of(line)));
        return "/api/pos/bills/" + bill.number("id");
    }
}
