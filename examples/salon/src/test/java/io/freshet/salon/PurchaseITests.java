package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.assertGrowth;
import static io.freshet.salon.SalonSteps.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

/** Invoices of suppliers and what is paid for them, each test with a tenant to itself. */
@SalonTest
class PurchaseITests {

    private static final String INVOICES = "/api/purchases/invoices";
    private static final String PAYMENTS = "/api/purchases/payments";

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void invoice_movesStockAndIsAnExpense_onceItIsReceived() {
        var manager = anonymous.login(23, "manager");
        var stock = new CachedPath(manager, stock(23));
        var metrics = new CachedPath(manager, METRICS);
        long before = manager.get(stock(23)).number("quantity");
        var figures = manager.get(METRICS);
        var invoice = INVOICES + "/" + order(manager, 23, "A-1", 10).number("id");

        assertProblem(order(manager, 23, "A-1", 10), 409);
        stock.isLoadedAfter(() -> metrics.isLoadedAfter(
                () -> assertThat(manager.post(invoice + "/receive").status()).isEqualTo(200)));
        assertProblem(manager.post(invoice + "/receive"), 409);
        assertThat(manager.get(stock(23)).number("quantity")).isEqualTo(before + 10);
        assertGrowth(figures, manager.get(METRICS), Map.of("expenses", 1L, "expensesMinor", 5000L));

        stock.isLoadedAfter(() -> metrics.isLoadedAfter(() -> assertThat(manager.post(
                                invoice + "/edit", Map.of("items", List.of(item(23, 8))))
                        .status())
                .isEqualTo(200)));
        assertThat(manager.get(stock(23)).number("quantity")).isEqualTo(before + 8);
        assertGrowth(figures, manager.get(METRICS), Map.of("expenses", 1L, "expensesMinor", 4000L));
        assertThat(manager.get(invoice).number("totalMinor")).isEqualTo(4000);
    }

    @Test
    void draft_isChangedWithoutTouchingStockAndExpenses() {
        var manager = anonymous.login(24, "manager");
        var stock = new CachedPath(manager, stock(24));
        var kpis = new CachedPath(manager, "/api/dashboard/kpis");
        var created = order(manager, 24, "B-1", 10);
        var invoice = INVOICES + "/" + created.number("id");

        stock.isKeptAfter(() -> kpis.isKeptAfter(() -> {
            assertThat(manager.patch(invoice, Map.of("notes", "By phone", "version", 0))
                            .number("version"))
                    .isEqualTo(1);
            assertThat(manager.post(invoice + "/edit", Map.of("items", List.of(item(24, 2))))
                            .number("totalMinor"))
                    .isEqualTo(1000);
        }));
        assertProblem(manager.patch(invoice, Map.of("notes", "", "version", 0)), 409);
        assertProblem(manager.post(invoice + "/edit", Map.of("items", List.of(), "version", 2)), 400);
        assertProblem(manager.post(invoice + "/edit", Map.of("items", List.of(item(23, 1)))), 404);
        assertProblem(manager.post(invoice + "/edit", Map.of("items", List.of(item(24, 1)), "version", 0)), 409);
        assertProblem(manager.get(INVOICES + "/999999999"), 404);
        assertThat(manager.get(INVOICES + "?status=DRAFT").number("total")).isEqualTo(1);
        var other = Map.of("supplierId", 1, "number", "B-2", "items", List.of(item(24, 1)));
        assertProblem(manager.post(INVOICES, other), 404);
    }

    @Test
    void whatIsBought_isAnExpenseOnce_whetherPaidBeforeOrAfterReceipt() {
        var manager = anonymous.login(24, "manager");
        var figures = manager.get(METRICS);
        long id = order(manager, 24, "C-1", 10).number("id");

        assertThat(payFor(manager, id, 2000).status()).isEqualTo(201);
        assertGrowth(figures, manager.get(METRICS), Map.of("expenses", 1L, "expensesMinor", 2000L));
        manager.post(INVOICES + "/" + id + "/receive");
        assertGrowth(figures, manager.get(METRICS), Map.of("expenses", 2L, "expensesMinor", 5000L));
        assertThat(payFor(manager, id, 3000).status()).isEqualTo(201);
        assertGrowth(figures, manager.get(METRICS), Map.of("expenses", 2L, "expensesMinor", 5000L));

        assertProblem(payFor(manager, id, 1), 409);
        assertProblem(manager.post(INVOICES + "/" + id + "/edit", Map.of("items", List.of(item(24, 1)))), 409);
        assertProblem(payFor(manager, 1, 1), 404);
        assertProblem(payFor(manager, id, 0), 400);
        assertThat(manager.get(PAYMENTS + "?size=1").body().required("items").size())
                .isEqualTo(1);
        new CachedPath(manager, METRICS)
                .isLoadedAfter(() -> manager.post(
                        PAYMENTS, Map.of("supplierId", supplier(24), "method", "CASH", "amountMinor", 700)));
        assertGrowth(figures, manager.get(METRICS), Map.of("expenses", 3L, "expensesMinor", 5700L));
    }

    @Test
    void expenses_areCountedByTheMonth_andTheirDescriptionsAreNot() {
        var owner = anonymous.login(24, "owner");
        var monthly = new CachedPath(owner, "/api/dashboard/expenses-monthly?year=" + OneDay.TODAY.getYear());
        var kpis = new CachedPath(owner, "/api/dashboard/kpis");
        var rent = Map.of("category", "Rent", "description", "", "amountMinor", 700);
        var expense = "/api/expenses/" + owner.post("/api/expenses", rent).number("id");

        monthly.isKeptAfter(() -> kpis.isKeptAfter(() -> owner.patch(expense, Map.of("description", "Chair"))));
        monthly.isLoadedAfter(() -> kpis.isKeptAfter(() -> owner.patch(expense, Map.of("category", "Rooms"))));
        monthly.isLoadedAfter(() -> kpis.isLoadedAfter(() -> owner.patch(expense, Map.of("amountMinor", 900))));
        assertProblem(owner.get("/api/expenses?size=0"), 400);
        assertProblem(owner.get("/api/expenses?from=%2B999999999-12-31"), 400);
        assertProblem(
                owner.post("/api/expenses", Map.of("category", "a\0b", "description", "", "amountMinor", 1)), 400);
    }

    private static Answer order(SalonClient manager, long tenant, String number, int quantity) {
        return manager.post(
                INVOICES,
                Map.of("supplierId", supplier(tenant), "number", number, "items", List.of(item(tenant, quantity))));
    }

    private static Answer payFor(SalonClient manager, long invoice, long amountMinor) {
        return manager.post(
                PAYMENTS,
                Map.of(
                        "supplierId",
                        supplier(24),
                        "invoiceId",
                        invoice,
                        "method",
                        "TRANSFER",
                        "amountMinor",
                        amountMinor));
    }

    private static Map<String, Long> item(long tenant, long quantity) {
        return Map.of("skuId", sku(tenant), "quantity", quantity, "unitCostMinor", 500L);
    }

    private static String stock(long tenant) {
        return "/api/inventory/skus/" + sku(tenant) + "/stock";
    }

    /** Goods and suppliers of the tenant, as the demo data number them. */
    private static long sku(long tenant) {
        return (tenant - 1) * 40 + 1;
    }

    private static long supplier(long tenant) {
        return (tenant - 1) * 4 + 1;
    }
}
