package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.pay;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.SalonSteps.total;
import static org.assertj.core.api.Assertions.assertThat;

/** Goods, their stock and what changes it, each test with a tenant to itself. */
@SalonTest
class InventoryITests {

    private static final String INVENTORY = "/api/inventory";
    private static final String PENDING_PAYMENTS = "/api/pos/pending-payments";

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void supplier_isAddedAndChanged_wherePurchasesAndInventoryLookForIt() {
        var manager = anonymous.login(19, "manager");
        var added = manager.post("/api/purchases/suppliers", Map.of("name", "Nord", "email", "a@nord.example"));
        var path = INVENTORY + "/suppliers/" + added.number("id");

        assertThat(added.status()).isEqualTo(201);
        assertProblem(manager.post(INVENTORY + "/suppliers", Map.of("name", "Nord")), 409);
        assertProblem(manager.post(INVENTORY + "/suppliers", Map.of("name", "Ost", "email", "nobody")), 400);
        assertThat(manager.patch(path, Map.of("active", false, "version", 0)).number("version"))
                .isEqualTo(1);
        assertProblem(manager.patch(path, Map.of("active", true, "version", 0)), 409);
        assertThat(manager.get("/api/purchases/suppliers/" + added.number("id"))
                        .body()
                        .required("active")
                        .asBoolean())
                .isFalse();
        assertThat(manager.get(INVENTORY + "/suppliers?size=1").number("total")).isEqualTo(5);
        assertProblem(anonymous.login(20, "manager").patch(path, Map.of("active", true)), 404);
    }

    @Test
    void goods_areAddedAndChanged_andTheirCategoryKnowsAtOnce() {
        var manager = anonymous.login(19, "manager");
        long category = manager.post(INVENTORY + "/categories", Map.of("name", "Fragrances"))
                .number("id");
        assertProblem(manager.post(INVENTORY + "/categories", Map.of("name", "Fragrances")), 409);
        var goods = new CachedPath(manager, INVENTORY + "/categories/" + category + "/skus");
        var cologne = Map.of("categoryId", category, "code", "FR-1", "name", "Cologne", "priceMinor", 2900);

        goods.isLoadedAfter(() ->
                assertThat(manager.post(INVENTORY + "/skus", cologne).status()).isEqualTo(201));
        assertProblem(manager.post(INVENTORY + "/skus", cologne), 409);
        assertProblem(manager.post(INVENTORY + "/skus", Map.of("categoryId", category, "code", "", "name", "")), 400);
        assertProblem(
                manager.post(
                        INVENTORY + "/skus",
                        Map.of("categoryId", 1, "code", "FR-2", "name", "Elsewhere", "priceMinor", 1)),
                404);
        var sku = INVENTORY + "/skus/" + firstIn(manager, category);
        goods.isLoadedAfter(() -> assertThat(
                        manager.patch(sku, Map.of("priceMinor", 3100)).number("priceMinor"))
                .isEqualTo(3100));
        goods.isKeptAfter(() -> manager.patch(supplier(19), Map.of("phone", "1")));
        assertProblem(manager.patch(sku, Map.of("priceMinor", 1, "version", 0)), 409);
        assertProblem(manager.patch(sku, Map.of("priceMinor", -1)), 400);
        assertThat(manager.get(sku).number("stock")).isZero();
        assertThat(manager.get(INVENTORY + "/categories").number("total")).isEqualTo(6);
    }

    @Test
    void changeRequest_changesTheStockOfItsGoodsOnly_andOnlyOnceApproved() {
        var owner = anonymous.login(20, "owner");
        long sku = sku(20);
        var stock = new CachedPath(owner, stock(sku));
        var other = new CachedPath(owner, stock(sku + 1));
        long before = owner.get(stock(sku)).number("quantity");
        var request = Map.of("skuId", sku, "quantity", -2, "reason", "Broken");

        var refused = INVENTORY + "/change-requests/"
                + owner.post(INVENTORY + "/change-requests", request).number("id");
        stock.isKeptAfter(() -> assertThat(owner.post(refused + "/reject")
                        .body()
                        .required("status")
                        .asString())
                .isEqualTo("REJECTED"));
        assertProblem(owner.post(refused + "/approve"), 409);

        var wanted = INVENTORY + "/change-requests/"
                + owner.post(INVENTORY + "/change-requests", request).number("id");
        stock.isLoadedAfter(() -> other.isKeptAfter(
                () -> assertThat(owner.post(wanted + "/approve").status()).isEqualTo(200)));
        assertThat(owner.get(stock(sku)).number("quantity")).isEqualTo(before - 2);
        assertProblem(owner.post(wanted + "/approve"), 409);
        stock.isKeptAfter(() -> owner.patch(INVENTORY + "/skus/" + sku, Map.of("priceMinor", 12_345)));
        stock.isLoadedAfter(() -> owner.patch(INVENTORY + "/skus/" + sku, Map.of("reorderLevel", 77)));

        assertProblem(
                owner.post(INVENTORY + "/change-requests", Map.of("skuId", sku, "quantity", 0, "reason", "None")), 400);
        assertProblem(owner.post(INVENTORY + "/change-requests/999999999/approve"), 404);
        assertThat(owner.get(INVENTORY + "/change-requests?status=REJECTED").number("total"))
                .isEqualTo(1);
        assertThat(owner.get(wanted).body().required("status").asString()).isEqualTo("APPROVED");
        assertProblem(owner.get(stock(1)), 404);
    }

    @Test
    void goodsOnABill_leaveTheStockWhenItIsCompleted_andComeBackWhenItIsRefunded() {
        var desk = anonymous.login(21, "desk");
        long sku = sku(21);
        long before = desk.get(stock(sku)).number("quantity");
        var stock = new CachedPath(desk, stock(sku));
        var bill = sell(desk, Map.of("skuId", sku, "quantity", 3));
        var line = desk.get(bill).body().required("lines").required(0);

        assertThat(line.required("skuId").asLong()).isEqualTo(sku);
        assertThat(line.required("serviceId").isNull()).isTrue();
        stock.isKeptAfter(() -> pay(desk, bill, total(desk, bill), false));
        stock.isLoadedAfter(
                () -> assertThat(desk.post(bill + "/complete").status()).isEqualTo(200));
        assertThat(desk.get(stock(sku)).number("quantity")).isEqualTo(before - 3);
        stock.isLoadedAfter(
                () -> assertThat(desk.post(bill + "/refund").status()).isEqualTo(200));
        assertThat(desk.get(stock(sku)).number("quantity")).isEqualTo(before);
        var movements = desk.get(INVENTORY + "/skus/" + sku + "/movements").body();
        assertThat(movements.required("items").required(0).required("kind").asString())
                .isEqualTo("RETURN");
        assertThat(movements.required("items").required(1).required("quantity").asLong())
                .isEqualTo(-3);
    }

    @Test
    void goodsGivenAway_comeBackWhenTheirBillIsVoided() {
        var desk = anonymous.login(21, "desk");
        long sku = sku(21) + 1;
        long before = desk.get(stock(sku)).number("quantity");
        long price = desk.get(INVENTORY + "/skus/" + sku).number("priceMinor");
        var gift = Map.of("lines", List.of(), "goods", List.of(Map.of("skuId", sku)), "discountMinor", price);
        var bill = "/api/pos/bills/" + desk.post("/api/pos/bills", gift).number("id");

        assertThat(desk.post(bill + "/complete").status()).isEqualTo(200);
        assertThat(desk.get(stock(sku)).number("quantity")).isEqualTo(before - 1);
        assertThat(desk.post(bill + "/void").status()).isEqualTo(200);
        assertThat(desk.get(stock(sku)).number("quantity")).isEqualTo(before);
        assertProblem(desk.post(bill + "/void"), 409);
    }

    @Test
    void goodsOfCollectedBills_leaveTheStockToo() {
        var desk = anonymous.login(21, "desk");
        long sku = sku(21) + 2;
        long before = desk.get(stock(sku)).number("quantity");
        var bill = sell(desk, Map.of("skuId", sku, "quantity", 2));
        var pending = pay(desk, bill, total(desk, bill), true);

        assertThat(desk.get(PENDING_PAYMENTS + "?size=500").body().toString())
                .contains("\"id\":" + pending.number("id"));
        var collected = desk.post(PENDING_PAYMENTS + "/collect", Map.of("paymentIds", List.of(pending.number("id"))));

        assertThat(collected.number("completedBills")).isEqualTo(1);
        assertThat(desk.get(stock(sku)).number("quantity")).isEqualTo(before - 2);
    }

    @Test
    void billOfServicesAndGoods_isOneSum_andBadOnesAreRefused() {
        var desk = anonymous.login(22, "desk");
        var before = desk.get(METRICS).number("billedMinor");
        var goods = Map.of("skuId", sku(22), "quantity", 2);
        var mixed = desk.post(
                "/api/pos/bills", Map.of("lines", List.of(Map.of("serviceId", service(22))), "goods", List.of(goods)));

        assertThat(mixed.body().required("lines").size()).isEqualTo(2);
        assertThat(desk.get(METRICS).number("billedMinor") - before).isEqualTo(mixed.number("totalMinor"));
        assertProblem(desk.post("/api/pos/bills", bill(Map.of("skuId", sku(21)))), 404);
        assertProblem(desk.post("/api/pos/bills", bill(Map.of("skuId", sku(22), "quantity", 0))), 400);
        assertProblem(desk.post("/api/pos/bills", bill(Map.of("skuId", sku(22), "staffId", 1))), 404);
        var owner = anonymous.login(22, "owner");
        owner.patch(INVENTORY + "/skus/" + sku(22), Map.of("active", false));
        assertProblem(desk.post("/api/pos/bills", bill(goods)), 409);
        owner.patch(INVENTORY + "/skus/" + (sku(22) + 1), Map.of("priceMinor", 100_000_000_000L));
        assertProblem(desk.post("/api/pos/bills", bill(Map.of("skuId", sku(22) + 1, "quantity", 2))), 409);
    }

    @Test
    void cashDrawer_isShown() {
        var desk = anonymous.login(22, "desk");

        assertThat(desk.get("/api/pos/cash-drawer/current").number("openingMinor"))
                .isEqualTo(20_000);
        assertThat(desk.get("/api/pos/cash-drawer?size=2")
                        .body()
                        .required("items")
                        .size())
                .isEqualTo(2);
        desk.post("/api/pos/cash-drawer/close", Map.of("countedMinor", 1));
        assertProblem(desk.get("/api/pos/cash-drawer/current"), 404);
    }

    private static String sell(SalonClient desk, Map<String, ?> goods) {
        var answer = desk.post("/api/pos/bills", bill(goods));
        assertThat(answer.status()).isEqualTo(201);
        return "/api/pos/bills/" + answer.number("id");
    }

    private static Map<String, Object> bill(Map<String, ?> goods) {
        var bill = new HashMap<String, Object>();
        bill.put("lines", List.of());
        bill.put("goods", List.of(goods));
        return bill;
    }

    private static long firstIn(SalonClient client, long category) {
        return client.get(INVENTORY + "/categories/" + category + "/skus")
                .body()
                .required(0)
                .required("id")
                .asLong();
    }

    private static String stock(long sku) {
        return INVENTORY + "/skus/" + sku + "/stock";
    }

    /** Goods of the tenant, as the demo data number them. */
    private static long sku(long tenant) {
        return (tenant - 1) * 40 + 1;
    }

    private static String supplier(long tenant) {
        return INVENTORY + "/suppliers/" + ((tenant - 1) * 4 + 1);
    }
}
