package io.freshet.console;

import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.console.service.Console;
import io.freshet.spring.settings.ConfigurationMistakesException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who gets to see the console, and what keeps others out. */
class AccessITests {

    private static final String SESSION = "/freshet/api/session";

    private static RunningSalon secured;

    @BeforeAll
    static void start() {
        secured = RunningSalon.secured("--server.servlet.context-path=/shop");
    }

    @AfterAll
    static void end() {
        secured.close();
    }

    @Test
    void nobodyWhoIsNotLoggedIn_isAnswered() {
        assertThat(secured.get(SESSION).statusCode()).isEqualTo(401);
        assertThat(secured.get("/freshet/").statusCode()).isEqualTo(401);
    }

    @Test
    void eachRole_isWhatTheSettingsNameIt() {
        Map.of("vera", "viewer", "otto", "operator", "ada", "admin").forEach((user, role) -> {
            JsonNode session = json(secured.get(SESSION, RunningSalon.as(user)));
            assertThat(session.required("role").asString()).isEqualTo(role);
            assertThat(session.required("user").asString()).isEqualTo(user);
            assertThat(session.required("readOnly").asBoolean()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void aRole_mayBeNamedWithThePrefixThatSpringSecurityGivesIt(String type) {
        try (RunningSalon salon = RunningSalon.secured(
                "--spring.main.web-application-type=" + type, "--freshet.console.viewer-role=ROLE_FRESHET_VIEWER")) {
            assertThat(json(salon.get(SESSION, RunningSalon.as("vera")))
                            .required("role")
                            .asString())
                    .isEqualTo("viewer");
        }
    }

    @Test
    void whoeverHasNoneOfTheRoles_isRefused() {
        HttpResponse<String> refused = secured.get("/freshet/api/overview", RunningSalon.as("stranger"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("stranger has none of the roles").contains("FRESHET_VIEWER");
        assertThat(secured.get("/freshet/assets/x.js", RunningSalon.as("stranger"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void everyAnswer_isKeptByNobody_andFramedByNobody() {
        for (String path : List.of("/freshet/", "/freshet/caches/a", SESSION, "/freshet/assets/none.js")) {
            Map<String, String> headers = RunningSalon.headers(secured.get(path, RunningSalon.as("vera")));
            assertThat(headers.get("cache-control")).as(path).contains("no-store");
            assertThat(headers.get("content-security-policy"))
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.get("x-content-type-options")).isEqualTo("nosniff");
            assertThat(headers.get("referrer-policy")).isEqualTo("no-referrer");
        }
    }

    /** But for the script, whose name is another when it is another; it is not kept for others, and not given to strangers. */
    @Test
    void theScript_isKeptByTheBrowser() {
        String page = secured.get("/freshet/", RunningSalon.as("vera")).body();
        Matcher script = Pattern.compile("src=\"\\./(assets/[^\"]+)\"").matcher(page);
        assertThat(script.find()).as(page).isTrue();
        String path = "/freshet/" + script.group(1);
        assertThat(RunningSalon.headers(secured.get(path, RunningSalon.as("vera"))))
                .containsEntry("cache-control", "private, max-age=31536000, immutable");
        assertThat(secured.get(path, RunningSalon.as("stranger")).statusCode()).isEqualTo(403);
    }

    @Test
    void aPage_saysWhoLooks_andNothingMore() {
        String page = secured.get("/freshet/caches/a", RunningSalon.as("vera")).body();
        assertThat(page)
                .contains("\"user\":\"vera\"")
                .contains("\"role\":\"viewer\"")
                .contains("\"headers\":[]");
        assertThat(secured.get("/freshet/", RunningSalon.as("otto")).body()).contains("\"user\":\"otto\"");
    }

    @Test
    void theConsoleWithoutASlash_leadsToTheOneWith_relatively() {
        HttpResponse<String> redirect = secured.get("/freshet", RunningSalon.as("vera"));
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).hasValue("freshet/");
    }

    @Test
    void aPage_findsItsOwn_howeverDeepItsAddressIs() {
        assertThat(secured.get("/freshet/", RunningSalon.as("vera")).body()).contains("<base href=\"./\">");
        assertThat(secured.get("/freshet/caches/a:b", RunningSalon.as("vera")).body())
                .contains("<base href=\"../\">");
    }

    @Test
    void aForgedRequest_isRefused_forEachReasonByItself() {
        JsonNode session = json(secured.get(SESSION, RunningSalon.as("ada")));
        HttpResponse<String> asked = secured.get(SESSION, RunningSalon.as("ada"));
        String cookies = String.join(
                "; ",
                asked.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .toList());
        List<String> right = new ArrayList<>(List.of("Content-Type", "application/json", "Cookie", cookies));
        json(asked)
                .required("headers")
                .forEach(header -> right.addAll(List.of(
                        header.required("name").asString(),
                        header.required("value").asString())));
        URI own = URI.create(secured.address());
        String origin = own.getScheme() + "://" + own.getAuthority();
        assertThat(session.required("headers").size()).isEqualTo(2);

        assertThat(post(right, "Origin", origin).statusCode())
                .as("the right one")
                .isEqualTo(405);
        assertThat(post(right).body()).contains("its Origin, null");
        assertThat(post(right, "Origin", "http://evil.example").body()).contains("http://evil.example");
        assertThat(post(right, "Origin", origin, "Sec-Fetch-Site", "cross-site").body())
                .contains("another site");
        assertThat(post(changed(right, "Content-Type", "text/plain"), "Origin", origin)
                        .body())
                .contains("not JSON");
        assertThat(post(changed(right, "X-Freshet-Csrf", "a"), "Origin", origin).body())
                .contains("does not repeat the cookie");
    }

    private static HttpResponse<String> post(List<String> headers, String... more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return secured.post("/freshet/api/overview", "{}", RunningSalon.as("ada", all.toArray(String[]::new)));
    }

    private static HttpResponse<String> preview(List<String> headers, String... more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return secured.post(
                "/freshet/api/actions/preview",
                "{\"kind\":\"switch-off\",\"cache\":\"catalog:price\"}",
                RunningSalon.as("ada", all.toArray(String[]::new)));
    }

    private static List<String> changed(List<String> headers, String name, String value) {
        List<String> changed = new ArrayList<>(headers);
        changed.set(changed.indexOf(name) + 1, value);
        return changed;
    }

    @Test
    void theCookie_isForNoScriptAndNoOtherSite() {
        assertThat(secured.get(SESSION, RunningSalon.as("vera")).headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("freshet-console=")
                        .contains("HttpOnly")
                        .contains("SameSite=Strict"));
    }

    @Test
    void withoutSpringSecurity_theApplicationDoesNotStart_andSaysWhy() {
        assertThatThrownBy(() -> RunningSalon.unguarded("--freshet.console.enabled=true"))
                .isInstanceOf(ConfigurationMistakesException.class)
                .hasMessageContaining("freshet.console.enabled is true")
                .hasMessageContaining("no Spring Security")
                .hasMessageContaining("freshet.console.insecure=true");
    }

    @Test
    void whereNobodyAskedForIt_itIsNotThere() {
        try (RunningSalon salon = RunningSalon.unguarded()) {
            assertThat(salon.has(Console.class)).isFalse();
            assertThat(salon.get("/freshet/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void values_areSeenByAdministrators_whereTheSettingsAllowIt() {
        try (RunningSalon salon = RunningSalon.secured("--freshet.console.values=true")) {
            await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
            assertThat(salon.bean(Salon.Prices.class).price(5)).isEqualTo(25);
            String entry = "/freshet/api/entry?cache=catalog:price&key.id=5";
            assertThat(json(salon.get(entry, RunningSalon.as("ada")))
                            .required("value")
                            .required("text")
                            .asString())
                    .isEqualTo("25");
            assertThat(json(salon.get(entry, RunningSalon.as("vera")))
                            .required("value")
                            .toString())
                    .contains("Only administrators see values")
                    .doesNotContain("25");
        }
    }

    @Test
    void whoeverSaysInsecure_getsWhatTheySaid_atThePathThatTheyName() {
        try (RunningSalon salon = RunningSalon.unguarded(
                "--freshet.console.enabled=true",
                "--freshet.console.insecure=true",
                "--freshet.console.path=/ops/cache")) {
            HttpResponse<String> session = salon.get("/ops/cache/api/session", "X-Forwarded-For", "203.0.113.7");
            assertThat(session.statusCode()).isEqualTo(200);
            assertThat(session.body()).contains("insecure is true");
        }
    }

    @Test
    void inDevelopment_onlyThisMachineIsAnswered_andNoProxyOnIt_andNoOtherName() throws IOException {
        try (RunningSalon salon = RunningSalon.inDevelopment()) {
            assertThat(salon.get(SESSION).statusCode()).isEqualTo(200);
            assertThat(salon.get(SESSION, "X-Forwarded-For", "203.0.113.7").body())
                    .contains("it came through a proxy");
            int port = URI.create(salon.address()).getPort();
            assertThat(rebound(port)).startsWith("HTTP/1.1 403").contains("evil.example");
        }
    }

    /** A stranger writes the header too, and a server or a filter that believes it puts what it says in the place of the address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "servlet --server.forward-headers-strategy=native",
                "servlet --server.forward-headers-strategy=framework",
                "servlet --server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
                "servlet --spring.main.cloud-platform=kubernetes",
                "servlet --salon.forwarded.filter=true",
                "servlet --salon.forwarded.valve=true",
                "reactive --server.forward-headers-strategy=native",
                "reactive --server.forward-headers-strategy=framework",
                "reactive --spring.main.cloud-platform=kubernetes"
            })
    void inDevelopment_whoeverSaysInAHeaderThatTheyAreHere_isNotBelieved(String where) {
        String[] typeAndSetting = where.split(" ", -1);
        try (RunningSalon salon = RunningSalon.inDevelopment(
                "--spring.main.web-application-type=" + typeAndSetting[0], typeAndSetting[1])) {
            for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Via")) {
                assertThat(salon.get(SESSION, header, "127.0.0.1").statusCode())
                        .as(header)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void inDevelopment_whereTheServerBelievesHeaders_nobodyIsAnswered_andToldHowToMendIt() {
        try (RunningSalon salon = RunningSalon.inDevelopment("--server.forward-headers-strategy=native")) {
            assertThat(salon.get(SESSION).statusCode()).isEqualTo(403);
            assertThat(salon.get(SESSION).body())
                    .contains("since server.forward-headers-strategy is native")
                    .contains("set server.forward-headers-strategy=none")
                    .contains("add Spring Security");
        }
        try (RunningSalon salon = RunningSalon.inDevelopment(
                "--spring.main.cloud-platform=kubernetes", "--server.forward-headers-strategy=none")) {
            assertThat(salon.get(SESSION).statusCode()).isEqualTo(200);
        }
    }

    /** As a page of evil.example asks whose name has been made to resolve to this machine. */
    private static String rebound(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + SESSION + " HTTP/1.1\r\nHost: evil.example:" + port + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }
}
