package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.assertGrowth;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.newBill;
import static io.freshet.salon.SalonSteps.pay;
import static io.freshet.salon.SalonSteps.replaceTemplate;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.SalonSteps.total;
import static org.assertj.core.api.Assertions.assertThat;

/** Bills, payments, the cash drawer and expenses, each test with a tenant to itself. */
@SalonTest
class PointOfSaleITests {

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void sale_countsInTheMetrics() {
        var owner = anonymous.login(2, "owner");
        var before = owner.get(METRICS);
        var bill = newBill(owner, 2);

        assertProblem(owner.post(bill + "/complete"), 409);
        assertThat(pay(owner, bill, total(owner, bill), false).status()).isEqualTo(201);
        assertThat(owner.post(bill + "/complete").body().required("status").asString())
                .isEqualTo("COMPLETED");

        assertGrowth(
                before, owner.get(METRICS), Map.of("bills", 1L, "payments", 1L, "revenueMinor", total(owner, bill)));
    }

    @Test
    void voidedAndRefundedBills_areCountedAndNotBilled() {
        var owner = anonymous.login(3, "owner");
        var before = owner.get(METRICS);
        var voided = newBill(owner, 3);
        var refunded = newBill(owner, 3);
        pay(owner, refunded, total(owner, refunded), false);

        assertThat(owner.post(voided + "/void").status()).isEqualTo(200);
        assertProblem(owner.post(voided + "/void"), 409);
        assertThat(owner.post(refunded + "/refund").status()).isEqualTo(200);

        var growth = Map.of(
                "voided", 1L, "refunded", 1L, "bills", 2L, "payments", 1L, "revenueMinor", 0L, "billedMinor", 0L);
        assertGrowth(before, owner.get(METRICS), growth);
    }

    @Test
    void payment_isCorrectedAndDeleted() {
        var desk = anonymous.login(4, "desk");
        var bill = newBill(desk, 4);
        var payment = bill + "/payments/" + pay(desk, bill, 100, false).number("id");

        assertThat(desk.patch(payment, Map.of("amountMinor", 250)).number("amountMinor"))
                .isEqualTo(250);
        assertThat(desk.get(bill).number("paidMinor")).isEqualTo(250);
        assertProblem(desk.patch(payment, Map.of("amountMinor", 100_000_000)), 409);
        assertThat(desk.delete(payment).status()).isEqualTo(204);
        assertThat(desk.get(bill).number("paidMinor")).isZero();
    }

    @Test
    void pendingPayments_areCollectedAndCompleteTheirBills() {
        var desk = anonymous.login(5, "desk");
        var bill = newBill(desk, 5);
        pay(desk, bill, total(desk, bill), true);

        var collected = desk.post("/api/pos/pending-payments/collect");

        assertThat(collected.number("payments")).isPositive();
        assertThat(desk.get(bill).body().required("status").asString()).isEqualTo("COMPLETED");
        assertThat(desk.get(METRICS).number("pendingMinor")).isZero();
    }

    @Test
    void sameIdempotencyKey_writesOneBill() {
        var desk = anonymous.login(6, "desk");
        var bill = Map.of("lines", List.of(Map.of("serviceId", service(6))));
        var first = desk.post("/api/pos/bills", bill, "one");

        assertThat(desk.post("/api/pos/bills", bill, "one").body()).isEqualTo(first.body());
        var other = Map.of("lines", List.of(Map.of("serviceId", service(6), "quantity", 2)));
        assertProblem(desk.post("/api/pos/bills", other, "one"), 409);
        assertThat(desk.post("/api/pos/bills", bill, "two").number("id")).isNotEqualTo(first.number("id"));
    }

    @Test
    void bill_isPricedByAddonsAndStaffTemplate() {
        var owner = anonymous.login(7, "owner");
        var service = "/api/catalog/services/" + service(7);
        owner.patch(service, Map.of("priceMinor", 1000));
        long addon = owner.post(service + "/addons", Map.of("name", "Scent", "priceMinor", 30))
                .number("id");
        long staff = owner.get("/api/dashboard/staff-performance")
                .body()
                .required(0)
                .required("staffId")
                .asLong();
        replaceTemplate(owner, service, staff, 5000);

        var line = Map.of("serviceId", service(7), "staffId", staff, "addonIds", List.of(addon), "quantity", 2);
        var bill = owner.post("/api/pos/bills", Map.of("discountMinor", 60, "lines", List.of(line)));

        assertThat(bill.number("totalMinor")).isEqualTo(10_000);
        assertThat(bill.number("taxMinor")).isEqualTo(1596);
        assertThat(owner.get("/api/pos/bills?size=1")
                        .body()
                        .required("items")
                        .required(0)
                        .required("id"))
                .isEqualTo(bill.body().required("id"));
    }

    @Test
    void cashDrawer_isOpenOnce() {
        var desk = anonymous.login(8, "desk");

        assertProblem(desk.post("/api/pos/cash-drawer/open", Map.of("openingMinor", 1)), 409);
        assertThat(desk.post("/api/pos/cash-drawer/close", Map.of("countedMinor", 20000))
                        .status())
                .isEqualTo(200);
        assertProblem(desk.post("/api/pos/cash-drawer/close", Map.of("countedMinor", 20000)), 409);
        assertThat(desk.post("/api/pos/cash-drawer/open", Map.of("openingMinor", 500))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void expense_isRecordedChangedAndDeleted() {
        var owner = anonymous.login(9, "owner");
        var before = owner.get(METRICS);
        var created = owner.post("/api/expenses", Map.of("category", "Rent", "description", "", "amountMinor", 700));
        var expense = "/api/expenses/" + created.number("id");

        assertThat(owner.patch(expense, Map.of("amountMinor", 900)).number("amountMinor"))
                .isEqualTo(900);
        assertGrowth(before, owner.get(METRICS), Map.of("expenses", 1L, "expensesMinor", 900L));
        assertThat(owner.get("/api/expenses?from=" + TODAY).number("total")).isPositive();
        assertThat(owner.delete(expense).status()).isEqualTo(204);
        assertProblem(owner.get(expense), 404);
    }
}
