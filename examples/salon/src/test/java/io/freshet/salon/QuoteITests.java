package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

/** Quotes from the draft to the acceptance, each test with a tenant to itself. */
@SalonTest
class QuoteITests {

    private static final String QUOTES = "/api/sales/quotes";

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void draft_isListedAndSummedUp_butLeavesTheFiguresOfAcceptedQuotesAlone() {
        var desk = anonymous.login(19, "desk");
        long client = aClient(desk);
        var list = new CachedPath(desk, QUOTES + "?status=DRAFT&size=5");
        var summary = new CachedPath(desk, QUOTES + "/summary");
        var kpis = new CachedPath(desk, "/api/dashboard/kpis");
        var topClients = new CachedPath(desk, "/api/dashboard/top-clients");

        list.isLoadedAfter(() -> summary.isLoadedAfter(() -> topClients.isKeptAfter(() -> kpis.isKeptAfter(() ->
                assertThat(desk.post(QUOTES, quote(client, 2)).number("totalMinor"))
                        .isEqualTo(2000)))));
        long id = desk.get(QUOTES + "?status=DRAFT&size=5")
                .body()
                .required("items")
                .required(0)
                .required("id")
                .asLong();
        list.isLoadedAfter(() -> summary.isLoadedAfter(() -> kpis.isKeptAfter(() -> assertThat(
                        desk.put(QUOTES + "/" + id, quote(client, 3)).number("totalMinor"))
                .isEqualTo(3000))));
        list.isLoadedAfter(() -> summary.isLoadedAfter(() -> kpis.isKeptAfter(
                () -> assertThat(desk.delete(QUOTES + "/" + id).status()).isEqualTo(204))));
        assertProblem(desk.get(QUOTES + "/" + id), 404);
    }

    @Test
    void acceptedQuote_countsInTheFigures_andStaysAsItIs() {
        var desk = anonymous.login(20, "desk");
        long client = aClient(desk);
        var kpis = new CachedPath(desk, "/api/dashboard/kpis");
        var topClients = new CachedPath(desk, "/api/dashboard/top-clients");
        var summary = new CachedPath(desk, QUOTES + "/summary");
        long accepted = desk.get("/api/dashboard/kpis").number("acceptedQuotes");
        var quote = QUOTES + "/" + desk.post(QUOTES, quote(client, 2)).number("id");

        kpis.isLoadedAfter(() -> topClients.isLoadedAfter(() -> summary.isLoadedAfter(
                () -> assertThat(desk.post(quote + "/accept").status()).isEqualTo(200))));

        assertThat(desk.get("/api/dashboard/kpis").number("acceptedQuotes")).isEqualTo(accepted + 1);
        assertProblem(desk.post(quote + "/accept"), 409);
        assertProblem(desk.put(quote, quote(client, 1)), 409);
        assertProblem(desk.delete(quote), 409);
        assertThat(desk.get(quote).body().required("items").size()).isEqualTo(1);
    }

    @Test
    void quote_isRefusedWhereItContradicts() {
        var desk = anonymous.login(20, "desk");
        long client = aClient(desk);
        var quote = QUOTES + "/" + desk.post(QUOTES, quote(client, 1)).number("id");
        var replaced = Map.of(
                "clientId", client, "title", "Ball", "status", "REJECTED", "items", List.of(item(1)), "version", 0);

        assertThat(desk.put(quote, replaced).number("version")).isEqualTo(1);
        assertProblem(desk.put(quote, replaced), 409);
        assertProblem(desk.post(quote + "/accept"), 409);
        assertProblem(desk.put(quote, withStatus(client, "ACCEPTED")), 400);
        assertProblem(desk.put(quote, withStatus(client, "LOST")), 400);
        assertProblem(desk.post(QUOTES, quote(1, 1)), 404);
        assertProblem(desk.post(QUOTES, Map.of("clientId", client, "title", "Ball", "items", List.of())), 400);
        assertProblem(desk.post(QUOTES + "/999999999/accept"), 404);
        assertProblem(anonymous.login(19, "desk").get(quote), 404);
    }

    @Test
    void list_isNarrowedByStatusClientAndTitle() {
        var desk = anonymous.login(22, "desk");
        long client = aClient(desk);
        desk.post(QUOTES, Map.of("clientId", client, "title", "Fiesta 100%", "items", List.of(item(1))));

        assertThat(desk.get(QUOTES + "?title=fiesta%20100%25").number("total")).isEqualTo(1);
        assertThat(desk.get(QUOTES + "?title=fiesta&status=SENT").number("total"))
                .isZero();
        assertThat(desk.get(QUOTES + "?title=_iesta").number("total")).isZero();
        assertThat(desk.get(QUOTES + "?clientId=" + client + "&title=fiesta").number("total"))
                .isEqualTo(1);
        assertThat(desk.get(QUOTES + "?clientId=0").number("total")).isZero();
        assertThat(desk.get(QUOTES).number("total")).isGreaterThan(10);
    }

    private static Map<String, Object> quote(long client, int quantity) {
        return Map.of("clientId", client, "title", "Ball", "items", List.of(item(quantity)));
    }

    private static Map<String, Object> withStatus(long client, String status) {
        return Map.of("clientId", client, "title", "Ball", "status", status, "items", List.of(item(1)));
    }

    private static Map<String, Object> item(int quantity) {
        return Map.of("description", "Updo", "quantity", quantity, "unitPriceMinor", 1000);
    }

    /** A client of the tenant: whoever had a quote before. */
    private static long aClient(SalonClient desk) {
        return desk.get(QUOTES + "?size=1")
                .body()
                .required("items")
                .required(0)
                .required("clientId")
                .asLong();
    }
}
