package io.freshet.console.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.console.salon.SalonJvm;
import io.freshet.console.salon.Servers;
import io.freshet.console.web.Schemas;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances and more, in JVMs of their own, on one PostgreSQL and Redis: each shows all, and what has gone is told. */
class FleetITests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static RunningSalon salon;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        salon = RunningSalon.inDevelopment("--freshet.console.read-only=false", "--freshet.console.lease=6s");
        await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
        for (int i = 1; i <= 5; i++) {
            salon.bean(Salon.Prices.class).price(i);
        }
        chromium = Chromium.start();
    }

    @AfterAll
    static void end() {
        chromium.close();
        salon.close();
    }

    @Test
    void anyInstance_showsAll_andOneThatHangsOrIsKilled_isGoneAfterItsLease() {
        try (SalonJvm far = salon.elsewhere("salon-b")) {
            awaitStanding("salon-b", "present");
            await().atMost(LONG).until(() -> {
                for (int i = 1; i <= 7; i++) {
                    far.get("/prices/" + i);
                }
                return onNode("salon-b").required("entries").asLong(0) == 7
                        && !node("salon-b").orElseThrow().required("hitRate").isNull();
            });
            await().untilAsserted(() -> assertFiguresOfBoth(far));
            assertPagesOfBoth(far);
            assertThatItIsToldWhomAWriteReached();
            assertThatOthersAreAsked(far);
            far.jvm().pause();
            await().untilAsserted(
                            () -> // what it answered last is told for a second
                            assertThat(entryOn("salon-b", 7).required("unknown").asString(""))
                                    .isEqualTo("Unknown, because salon-b has not answered within 500 ms"));
            awaitStanding("salon-b", "gone");
            await().untilAsserted(() -> assertThat(
                            entryOn("salon-b", 7).required("unknown").asString(""))
                    .isEqualTo("Unknown, because it is gone"));
            far.jvm().resume();
            awaitStanding("salon-b", "present");
            await().untilAsserted(() -> assertThat(
                            json("/overview").required("problems").toString())
                    .doesNotContain("salon-b is gone"));
            far.jvm().kill();
            assertThat(node("salon-b").orElseThrow().required("standing").asString())
                    .as("while its lease runs it may be there")
                    .isEqualTo("present");
            awaitStanding("salon-b", "gone");
            await().untilAsserted(FleetITests::assertGone);
            assertPageOfTheGone();
        }
    }

    private static void assertFiguresOfBoth(SalonJvm far) {
        far.get("/prices/1"); // so that there is a hit rate
        JsonNode overview = json("/overview");
        JsonNode fleet = overview.required("fleet");
        assertThat(fleet.required("present").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(fleet.required("unknown").isNull()).as(fleet.toString()).isTrue();
        JsonNode row = row(overview, "catalog:price");
        assertThat(row.required("entries").asLong())
                .isEqualTo(onNode("salon-a").required("entries").asLong() + 7);
        JsonNode node = node("salon-b").orElseThrow();
        assertThat(node.required("mode").asString()).isEqualTo("trusted");
        assertThat(node.required("address").asString()).isEqualTo(far.address() + "/freshet");
        assertThat(node.required("hitRate").isNull()).isFalse();
        assertThat(node.required("knowsUntil").isNull()).isFalse();
        assertThat(node.required("boundMillis").asLong()).isPositive();
        assertThat(far.get("/freshet/api/nodes")).contains("\"instance\":\"salon-a\"");
        assertThat(Schemas.mistakes("/overview", get("/overview"))).isEmpty();
        assertThat(Schemas.mistakes("/nodes", get("/nodes"))).isEmpty();
        assertThat(Schemas.mistakes("/cache", get("/cache?name=catalog:price"))).isEmpty();
    }

    private static void assertPagesOfBoth(SalonJvm far) {
        Look.all().forEach(look -> {
            try (Tab tab = chromium.open(salon.address() + "/freshet/nodes", look.width(), look.colours())) {
                Locator b = row(tab.page(), "salon-b");
                assertThat(b).containsText("from its cache");
                assertThat(b.locator("a")).hasAttribute("href", far.address() + "/freshet/");
                assertThat(row(tab.page(), "salon-a")).containsText("here");
                tab.assertSound("the nodes, " + look);
                tab.picture("nodes-" + look);
                tab.page().navigate(salon.address() + "/freshet/caches/catalog%3Aprice");
                assertThat(tab.page().locator(".oneach tr").getByText("salon-b"))
                        .isVisible();
                tab.assertSound("a cache of two instances, " + look);
                tab.page()
                        .getByText("Invalidate …", new Page.GetByTextOptions().setExact(true))
                        .click();
                assertThat(tab.page().locator("dialog"))
                        .containsText("About "
                                + (onNode("salon-a").required("entries").asLong() + 7) + " entries on 2 instances");
                assertThat(tab.page().locator("dialog")).containsText("shared tier are not counted");
                tab.page().navigate(salon.address() + "/freshet/");
                assertThat(tab.page().locator(".strip")).containsText("salon-b");
                tab.assertSound("an overview of two instances, " + look);
                tab.picture("fleet-" + look);
            }
        });
    }

    private static void assertThatItIsToldWhomAWriteReached() {
        salon.put("/prices/2/22");
        try (Tab tab = chromium.open(salon.address() + "/freshet/live", 1200, ColorScheme.LIGHT)) {
            Locator first = tab.page().locator(".invalidation").first();
            first.locator("summary").click();
            Locator instances = first.locator("dl.facts");
            assertThat(instances)
                    .containsText("salon-b knows", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(instances).containsText("salon-a knows");
            tab.assertSound("an invalidation with its instances");
        }
    }

    private static void assertGone() {
        JsonNode overview = json("/overview");
        assertThat(overview.required("problems").toString())
                .contains("salon-b is gone. It has told nothing for")
                .contains("took no leave");
        assertThat(row(overview, "catalog:price").required("entries").asLong())
                .as("its figures are no longer counted")
                .isEqualTo(onNode("salon-a").required("entries").asLong());
        assertThat(onNode("salon-b").required("unknown").asString()).isEqualTo("Unknown, because it is gone");
        assertThat(onNode("salon-b").required("entries").isNull()).isTrue();
    }

    private static void assertPageOfTheGone() {
        try (Tab tab = chromium.open(salon.address() + "/freshet/nodes", 1200, ColorScheme.LIGHT)) {
            assertThat(tab.page().locator("h1")).containsText("gone without leave");
            assertThat(row(tab.page(), "salon-b")).containsText("It has told nothing for");
            tab.assertSound("a node that is gone");
            tab.picture("nodes-gone-1200-light");
            tab.page().navigate(salon.address() + "/freshet/");
            assertThat(tab.page().locator(".problems")).containsText("salon-b is gone");
        }
    }

    /** What an instance has in process is known on the others, as it answers now. */
    private static void assertThatOthersAreAsked(SalonJvm far) {
        far.get("/prices/7");
        await().untilAsserted(() -> {
            JsonNode there = entryOn("salon-b", 7);
            assertThat(there.required("state").asString()).isEqualTo("served");
            assertThat(there.required("tier").asString()).isEqualTo("in process");
            assertThat(there.required("ageMillis").isNull()).isFalse();
            assertThat(there.required("asOf").size()).isPositive();
        });
        salon.put("/prices/7/70");
        await().untilAsserted(() ->
                assertThat(entryOn("salon-b", 7).required("state").asString()).isEqualTo("invalidated"));
        assertThat(Schemas.mistakes("/entry", get("/entry?cache=catalog:price&key.id=7")))
                .isEmpty();
        await().untilAsserted(() -> {
            assertThat(far.get("/freshet/api/invalidations?instance=salon-a")).contains("PUT /prices/{id}/{price}");
            assertThat(json("/invalidations?instance=salon-b")
                            .required("instance")
                            .asString(""))
                    .isEqualTo("salon-b");
        });
        await().untilAsserted(() -> {
            far.get("/prices/6");
            assertThat(get("/hotkeys?instance=salon-b")).contains("\"instance\":\"salon-b\"", "catalog:price:6");
        });
        assertThat(get("/hotkeys?instance=nobody"))
                .contains("nobody knows is unknown, because nobody has not answered");
        Look.all().filter(look -> look.width() != 820).limit(3).forEach(look -> {
            try (Tab tab = chromium.open(
                    salon.address() + "/freshet/caches/catalog%3Aprice/entry?key.id=6", look.width(), look.colours())) {
                assertThat(tab.page().locator(".oneach tr").getByText("salon-b"))
                        .isVisible();
                tab.assertSound("an entry on two instances, " + look);
                tab.page().navigate(salon.address() + "/freshet/hotkeys");
                tab.page().getByLabel("Instance").selectOption("salon-b");
                assertThat(tab.page().locator("h1")).containsText("what salon-b reads most");
                tab.assertSound("hot keys of another instance, " + look);
                tab.page().navigate(salon.address() + "/freshet/live?instance=salon-b");
                assertThat(tab.page().locator("h1")).containsText("salon-b, which is asked");
                tab.assertSound("invalidations of another instance, " + look);
            }
        });
    }

    private static JsonNode entryOn(String instance, int id) {
        return find(json("/entry?cache=catalog:price&key.id=" + id).required("nodes"), "instance", instance)
                .orElseThrow();
    }

    @Test
    void twoOfOneName_areTold() {
        try (RunningSalon one = salon.another("salon-f");
                RunningSalon other = salon.another("salon-f")) {
            await().atMost(LONG)
                    .until(() -> Stream.of(one, other)
                            .allMatch(each -> each.get("/freshet/api/overview")
                                    .body()
                                    .contains("Another instance is named salon-f too, at ")));
        }
    }

    @Test
    void whileRedisIsAway_thePageAnswers_andSaysWhatItDoesNotKnow_andOneThatIsStoppedInOrder_isNoProblem() {
        try (RunningSalon other = salon.another("salon-e")) {
            awaitStanding("salon-e", "present");
            await().untilAsserted(() ->
                    assertThat(other.get("/freshet/api/nodes").body()).contains("\"instance\":\"salon-a\""));
            Servers.redis().pause();
            try {
                await().atMost(LONG)
                        .until(() -> !json("/nodes").required("unknown").isNull());
                long began = System.nanoTime();
                JsonNode nodes = json("/nodes");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
                assertThat(nodes.required("unknown").asString()).contains("unknown, because");
                assertThat(node("salon-e").orElseThrow().required("standing").asString())
                        .isEqualTo("unknown");
                try (Tab tab = chromium.open(salon.address() + "/freshet/nodes", 360, ColorScheme.LIGHT)) {
                    assertThat(tab.page().locator("ul.unknown").first()).containsText("unknown, because");
                    tab.assertSound("nodes that are not known");
                }
            } finally {
                Servers.redis().resume();
            }
            awaitStanding("salon-e", "present");
        }
        awaitStanding("salon-e", "ended");
        await().untilAsserted(() ->
                assertThat(json("/overview").required("problems").toString()).doesNotContain("salon-e"));
    }

    private static Locator row(Page page, String instance) {
        return page.locator(".nodes tbody tr", new Page.LocatorOptions().setHasText(instance))
                .first();
    }

    private static void awaitStanding(String instance, String standing) {
        await().atMost(LONG)
                .until(() -> node(instance)
                        .map(node -> node.required("standing").asString().equals(standing))
                        .orElse(false));
    }

    private static Optional<JsonNode> node(String instance) {
        return find(json("/nodes").required("nodes"), "instance", instance);
    }

    private static JsonNode onNode(String instance) {
        return find(json("/cache?name=catalog:price").required("nodes"), "instance", instance)
                .orElseThrow();
    }

    private static JsonNode row(JsonNode overview, String cache) {
        return find(overview.required("caches"), "name", cache).orElseThrow();
    }

    private static Optional<JsonNode> find(JsonNode all, String name, String value) {
        return StreamSupport.stream(all.spliterator(), false)
                .filter(each -> each.required(name).asString().equals(value))
                .findFirst();
    }

    private static String get(String path) {
        return salon.get("/freshet/api" + path).body();
    }

    private static JsonNode json(String path) {
        return new JsonMapper().readTree(get(path));
    }
}
