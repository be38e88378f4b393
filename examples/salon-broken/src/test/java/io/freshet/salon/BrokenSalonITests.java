package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.newBill;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.VisitSteps.bookedSlots;
import static io.freshet.salon.VisitSteps.freeDay;
import static io.freshet.salon.VisitSteps.newAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The twin answers as the salon does, evicts what it evicts, and is stale where it is meant to be. Each test has a tenant of its own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.data.redis.timeout=10s", "salon.session.token-check=10s"})
@ActiveProfiles("demo")
@Import(OneDay.class)
@ContextConfiguration(initializers = LocalServers.Initializer.class)
class BrokenSalonITests {

    private static final String KPIS = "/api/dashboard/kpis";

    @LocalServerPort
    private int port;

    private SalonClient owner(long tenant) {
        return SalonClient.anonymous("http://localhost:" + port).login(tenant, "owner");
    }

    @Test
    void everyAnswer_saysWhereItComesFrom_andWhatItCost() {
        var owner = owner(1);
        for (var path : List.of(
                "/api/settings",
                "/api/catalog/categories?active=true",
                METRICS,
                "/api/dashboard/hourly",
                "/api/dashboard/top-clients?limit=5",
                "/api/staff",
                "/api/clients",
                "/api/sales/quotes/summary",
                "/api/inventory/categories")) {
            var loaded = owner.get(path);
            var served = owner.get(path);
            assertThat(loaded.status()).as(path).isEqualTo(200);
            assertThat(served.body()).as(path).isEqualTo(loaded.body());
            assertThat(owner.getFromSource(path).body()).as(path).isEqualTo(loaded.body());
        }
        await().untilAsserted( // Spring puts in the background
                        () -> assertThat(owner.get(METRICS).header("X-Cache")).isEqualTo("hit-l2"));
        assertThat(owner.get(METRICS).header("X-Queries")).isEqualTo("0");
        assertThat(owner.get(METRICS).header("X-Settings")).matches("revision=\\d+; cache=hit-l2");
        assertThat(owner.get(METRICS).header("Server-Timing")).matches("app;dur=[0-9.]+");
        assertThat(owner.getFromSource(METRICS).header("X-Cache")).isEqualTo("bypass");
        assertThat(owner.getFromSource(METRICS).header("X-Queries")).isNotEqualTo("0");
        assertThat(owner.get("/api/dashboard/top-clients?limit=7").header("X-Cache"))
                .isEqualTo("miss");
    }

    @Test
    void evictionsByHand_workWhereNobodyReadsMeanwhile() {
        var owner = owner(2);
        assertSeen(owner, METRICS, () -> newBill(owner, 2));
        assertSeen(owner, "/api/settings", () -> owner.patch("/api/settings", Map.of("receiptFooter", "Bye")));
        assertSeen(
                owner,
                "/api/catalog/categories?active=true",
                () -> owner.patch(category(owner), Map.of("name", "Beards")));
        var expense = "/api/expenses/" + newExpense(owner).number("id");
        var monthly = "/api/dashboard/expenses-monthly?year=" + TODAY.substring(0, 4);
        assertSeen(owner, monthly, () -> owner.patch(expense, Map.of("amountMinor", 77_700)));
        var quote = "/api/sales/quotes/" + newQuote(owner).number("id");
        assertSeen(owner, KPIS, () -> owner.post(quote + "/accept"));
    }

    @Test
    void reschedule_forgetsTheNewDay_butNotTheOldOne() {
        var owner = owner(3);
        long barber = VisitSteps.barbers(owner).get(0);
        var appointment = newAppointment(owner, barber, freeDay(1), "10:00");
        var before = bookedSlots(barber, freeDay(1));
        var after = bookedSlots(barber, freeDay(2));
        owner.get(before);
        owner.get(after);
        var moved = owner.post(appointment + "/reschedule", Map.of("date", freeDay(2), "time", "11:00"));
        assertThat(moved.status()).isEqualTo(200);
        assertFresh(owner, after);
        assertStale(owner, before);
    }

    @Test
    void pricesRevenueAndLists_goStale() {
        var owner = owner(4);
        var categories = "/api/catalog/categories?active=true";
        var trends = "/api/dashboard/trends?days=30";
        var hourly = "/api/dashboard/hourly";
        var clients = "/api/clients?name=Zelda";
        var read = List.of(categories, trends, hourly, clients);
        read.forEach(owner::get);

        var service = "/api/catalog/services/" + service(4);
        assertThat(owner.patch(service, Map.of("priceMinor", 123_400)).status()).isEqualTo(200);
        newBill(owner, 4);
        newExpense(owner);
        newClient(owner, "Zelda");

        read.forEach(path -> assertStale(owner, path));
    }

    @Test
    void oneTenant_isShownTheFiguresOfAnother() {
        var first = owner(5);
        var second = owner(6);
        newClient(second, "Clara Curl");
        // Whatever was cached for everybody is forgotten.
        first.post("/api/sales/quotes/" + newQuote(first).number("id") + "/accept");
        var ofFirst = await().until(
                        () -> first.get(KPIS),
                        answer -> answer.header("X-Cache").equals("miss"))
                .body();
        assertThat(second.get(KPIS).body())
                .isEqualTo(ofFirst)
                .isNotEqualTo(second.getFromSource(KPIS).body());
    }

    /** The first category of the tenant. */
    private static String category(SalonClient owner) {
        var categories =
                owner.getFromSource("/api/catalog/categories?active=true").body();
        return "/api/catalog/categories/"
                + categories.required(0).required("id").asLong();
    }

    private static Answer newExpense(SalonClient owner) {
        var expense = Map.of("category", "Products", "description", "Shampoo", "amountMinor", 4_200, "date", TODAY);
        return created(owner.post("/api/expenses", expense));
    }

    private static Answer newClient(SalonClient owner, String name) {
        return created(owner.post("/api/clients", Map.of("name", name)));
    }

    private static Answer newQuote(SalonClient owner) {
        var item = Map.of("description", "Bridal styling", "quantity", 1, "unitPriceMinor", 9_500);
        var client = newClient(owner, "Clara Curl").number("id");
        return created(owner.post(
                "/api/sales/quotes", Map.of("clientId", client, "title", "Wedding", "items", List.of(item))));
    }

    private static Answer created(Answer answer) {
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(201);
        return answer;
    }

    /** The write changes what the path shows, and the next read shows it. */
    private static void assertSeen(SalonClient owner, String path, Runnable write) {
        var before = owner.get(path).body();
        write.run();
        assertThat(owner.getFromSource(path).body()).as(path).isNotEqualTo(before);
        assertFresh(owner, path);
    }

    /** Spring evicts in the background, after the answer to the write. */
    private static void assertFresh(SalonClient owner, String path) {
        await().untilAsserted(() -> assertThat(owner.get(path).body())
                .as(path)
                .isEqualTo(owner.getFromSource(path).body()));
    }

    private static void assertStale(SalonClient owner, String path) {
        var served = owner.get(path);
        assertThat(served.header("X-Cache")).as(path).isEqualTo("hit-l2");
        assertThat(served.body())
                .as(path)
                .isNotEqualTo(owner.getFromSource(path).body());
    }
}
