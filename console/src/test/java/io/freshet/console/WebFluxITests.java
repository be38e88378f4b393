package io.freshet.console;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HttpCredentials;
import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.console.salon.SalonJvm;
import io.freshet.console.web.Schemas;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The console in an application on Spring WebFlux: the same answers, and the same who gets them. */
class WebFluxITests {

    private static final String REACTIVE = "--spring.main.web-application-type=reactive";

    private static RunningSalon salon;

    @BeforeAll
    static void start() {
        salon = RunningSalon.secured(REACTIVE, "--spring.webflux.base-path=/shop", "--freshet.console.read-only=false");
        await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
        for (int id = 1; id <= 5; id++) {
            salon.bean(Salon.Prices.class).price(id);
        }
    }

    @AfterAll
    static void end() {
        salon.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    @Test
    void everyAnswer_isAsDescribed() {
        for (String path : List.of("/session", "/overview", "/invalidations", "/graph", "/audit", "/actions")) {
            HttpResponse<String> answer = salon.get("/freshet/api" + path, RunningSalon.as("vera"));
            assertThat(Schemas.mistakes(path, answer.body())).as(path).isEmpty();
        }
        JsonNode entry = json(salon.get("/freshet/api/entry?cache=catalog:price&key.id=3", RunningSalon.as("vera")));
        assertThat(entry.required("key").asString()).isEqualTo("catalog:price:3");
        assertThat(salon.get("/freshet/api/cache?name=none", RunningSalon.as("vera"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theGraph_leadsFromACache_overItsMethod_toItsEndpoints() {
        String edges = json(salon.get("/freshet/api/graph", RunningSalon.as("vera")))
                .required("edges")
                .toString();
        assertThat(edges).contains("{\"from\":\"cache:catalog:price\",\"to\":\"method:");
        for (String endpoint : List.of("GET /prices/{id}", "GET /offers/{id}", "GET /later/{id}")) {
            assertThat(edges).contains("Prices.price(int)\",\"to\":\"endpoint:" + endpoint + "\"");
        }
    }

    @Test
    void eachRole_isWhatTheSettingsNameIt_andNobodyElseIsAnswered() {
        assertThat(salon.get("/freshet/api/session").statusCode()).isEqualTo(401);
        Map.of("vera", "viewer", "otto", "operator", "ada", "admin")
                .forEach((user, role) -> assertThat(json(salon.get("/freshet/api/session", RunningSalon.as(user)))
                                .required("role")
                                .asString())
                        .isEqualTo(role));
        HttpResponse<String> refused = salon.get("/freshet/api/overview", RunningSalon.as("stranger"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("stranger has none of the roles");
    }

    @Test
    void everyAnswer_isKeptByNobody_andFramedByNobody() {
        for (String path : List.of("/freshet/", "/freshet/api/session", "/freshet/assets/none.js")) {
            Map<String, String> headers = RunningSalon.headers(salon.get(path, RunningSalon.as("vera")));
            assertThat(headers.get("cache-control")).as(path).contains("no-store");
            assertThat(headers.get("content-security-policy")).contains("frame-ancestors 'none'");
        }
        assertThat(salon.get("/freshet", RunningSalon.as("vera")).headers().firstValue("Location"))
                .hasValue("freshet/");
        assertThat(salon.get("/freshet/assets/none.js", RunningSalon.as("vera")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void anAction_isDoneForWhoMay_andNeverForAForgedRequest() {
        HttpResponse<String> session = salon.get("/freshet/api/session", RunningSalon.as("otto"));
        List<String> right = new ArrayList<>(List.of(
                "Content-Type",
                "application/json",
                "Origin",
                origin(),
                "Cookie",
                String.join(
                        "; ",
                        session.headers().allValues("Set-Cookie").stream()
                                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                                .toList())));
        json(session)
                .required("headers")
                .forEach(header -> right.addAll(List.of(
                        header.required("name").asString(),
                        header.required("value").asString())));
        assertThat(json(session).required("headers").size())
                .as("its own header and that of Spring Security")
                .isEqualTo(2);
        String body = "{\"kind\":\"invalidate-cache\",\"cache\":\"catalog:price\",\"confirm\":\"catalog:price\"}";

        List<String> forged = new ArrayList<>(right);
        forged.set(forged.indexOf("Origin") + 1, "http://evil.example");
        assertThat(post(body, "otto", forged).body()).contains("http://evil.example");
        List<String> unrepeated = new ArrayList<>(right);
        unrepeated.set(unrepeated.indexOf("X-Freshet-Csrf") + 1, "a");
        assertThat(post(body, "otto", unrepeated).body()).contains("does not repeat the cookie");
        assertThat(post(body, "vera", right).statusCode()).isEqualTo(403);
        assertThat(post("x".repeat(20_000), "otto", right).statusCode()).isEqualTo(400);
        assertThat(post(body, "otto", right).body()).contains("invalidate cache catalog:price");
    }

    private static String origin() {
        URI own = URI.create(salon.address());
        return own.getScheme() + "://" + own.getAuthority();
    }

    private static HttpResponse<String> post(String body, String user, List<String> headers) {
        return salon.post("/freshet/api/actions", body, RunningSalon.as(user, headers.toArray(String[]::new)));
    }

    @Test
    void thePages_areThere_andLive() {
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.open(
                        salon.address() + "/freshet/",
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setColorScheme(ColorScheme.LIGHT)
                                .setHttpCredentials(new HttpCredentials("ada", "secret")))) {
            assertThat(tab.page().locator("table .key")).hasCount(5);
            assertThat(tab.page().locator(".connection")).hasText("live");
            tab.page()
                    .getByRole(
                            AriaRole.LINK,
                            new com.microsoft.playwright.Page.GetByRoleOptions()
                                    .setName("Invalidations")
                                    .setExact(true))
                    .click();
            assertThat(tab.page().locator(".connection")).hasText("live");
            salon.bean(Salon.Counter.class).reprice(9, 90);
            assertThat(tab.page().locator(".invalidation").first()).containsText("catalog:price");
            tab.assertSound("invalidations on WebFlux");
        }
    }

    @Test
    void withoutSpringSecurity_theApplicationDoesNotStart() {
        assertThatThrownBy(() -> RunningSalon.unguarded(REACTIVE, "--freshet.console.enabled=true"))
                .isInstanceOf(ConfigurationMistakesException.class)
                .hasMessageContaining("no Spring Security");
    }

    /** As such applications are deployed: nothing of servlets, nothing of Spring Security, and Actuator on a port of its own. */
    @Test
    void withoutServletsOnTheClassPath_itWorks_alsoOnActuatorsPort() {
        List<String> without =
                List.of("tomcat", "servlet", "spring-webmvc", "spring-security", "boot-security", "boot-webmvc");
        try (SalonJvm process = SalonJvm.start(without, 0, REACTIVE)) {
            String session = process.address() + "/freshet/api/session";
            assertThat(RunningSalon.getAt(session).body()).contains("somebody at this machine");
            assertThat(RunningSalon.getAt(session, "X-Forwarded-For", "203.0.113.7")
                            .body())
                    .contains("it came through a proxy");
            assertThat(RunningSalon.getAt(process.address() + "/freshet/api/overview")
                            .body())
                    .contains("catalog:price");
            assertThat(RunningSalon.getAt(process.address() + "/freshet/api/graph")
                            .body())
                    .contains("endpoint:GET /later/{id}");
        }
        try (SalonJvm process = SalonJvm.start(without, 0, REACTIVE, "--management.server.port=0")) {
            assertThat(RunningSalon.getAt(process.managementAddress() + "/freshet/api/session")
                            .body())
                    .contains("somebody at this machine");
            assertThat(RunningSalon.getAt(process.address() + "/freshet/api/session")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
