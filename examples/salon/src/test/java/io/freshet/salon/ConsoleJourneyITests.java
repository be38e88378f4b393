package io.freshet.salon;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HttpCredentials;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody finds out in the console of the salon. The pictures of the guide are made here: {@code -Dconsole.pictures=true} writes them anew.
 */
@SalonTest
class ConsoleJourneyITests {

    private static final Path PICTURES = Path.of("../../docs/images/console");
    private static final String CACHE = "catalog:services";
    private static final double PATIENCE_MILLIS = 30_000;
    private static final int MOST_ROUNDS = 5;

    private static Chromium chromium;

    @LocalServerPort
    private int port;

    @Value("${spring.datasource.url}")
    private String database;

    private final AtomicInteger clicks = new AtomicInteger();

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        chromium = Chromium.start();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    /** A price list is read, one of its prices changes, and it is read once more. */
    @BeforeEach
    void changeAPrice() {
        var owner = SalonClient.anonymous("http://localhost:" + port).login(1, "owner");
        var service = owner.get("/api/catalog/services/2");
        var path = "/api/catalog/categories/" + service.number("categoryId") + "/services";
        CacheSteps.prime(owner, List.of(path));
        var price = Map.of("priceMinor", service.number("priceMinor") + 100);
        assertThat(owner.patch("/api/catalog/services/2", price).status()).isEqualTo(200);
        CacheSteps.prime(owner, List.of(path));
    }

    private Tab open(int width, ColorScheme colours) {
        return chromium.open(
                "http://localhost:" + port + "/freshet/",
                new Browser.NewContextOptions()
                        .setViewportSize(width, 860)
                        .setColorScheme(colours)
                        .setHttpCredentials(new HttpCredentials("admin", "freshet")));
    }

    private void click(Locator locator) {
        clicks.incrementAndGet();
        locator.first().click();
    }

    private static Locator screen(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void aPriceThatChanged_isFollowedToTheEntriesThatItTouched_inFourClicks() {
        try (var tab = open(1200, ColorScheme.LIGHT)) {
            var page = tab.page();
            click(screen(page, "Invalidations"));
            var write = write(page);
            click(write.locator("summary"));
            click(write.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Entries of " + CACHE)));
            click(page.locator("tbody tr .key").getByText(CACHE));
            assertThat(page.locator("h1")).containsText(CACHE);
            assertThat(page.getByText("What would make it invisible")).isVisible();
            assertThat(clicks.get()).isLessThanOrEqualTo(4);
        }
    }

    /** A sale is rung up while the figures of the day are loaded: what was loaded is answered to whoever asked before it, and not kept. */
    @Test
    void aStaleAnswerThatWasPrevented_isFollowedFromTheSaleToItsEntry_inFourClicks() throws Exception {
        var owner = SalonClient.anonymous("http://localhost:" + port).login(1, "owner");
        OvertakenLoad.of(owner, database, () -> SalonSteps.newBill(owner, 1));
        CacheSteps.prime(owner, List.of(SalonSteps.METRICS));
        try (var tab = open(1200, ColorScheme.LIGHT)) {
            var page = tab.page();
            var key = "1:dashboard:metrics:" + SalonSteps.TODAY;
            click(page.locator(".prevented a").getByText(key));
            var event = page.locator("li.prevented")
                    .filter(new Locator.FilterOptions().setHas(page.locator("details[open]")));
            assertThat(event).containsText(key);
            assertThat(event.locator("dl")).containsText("POST /api/pos/bills");
            assertThat(event.locator("dl")).containsText("table/bill@1");
            assertThat(event.locator("dl a[href^='live']")).hasText(Pattern.compile("\\d+"));
            see(tab, "prevented", 1200);
            click(event.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(key)));
            assertThat(page.locator("h1")).containsText("dashboard:metrics:" + SalonSteps.TODAY);
            assertThat(page.locator(".carried")).containsText("any write to table bill, declared");
            assertThat(page.locator(".carried"))
                    .containsText("a write to table appointment that changes a column that is read, declared");
            assertThat(page.locator(".invalidation").first()).containsText("POST /api/pos/bills");
            assertThat(clicks.get()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void everyScreen_hasRealContent_isSound_andReactsWithin100Millis_onAPhoneAndOnAWideWindow() {
        var reactions = new Reactions();
        do {
            seeEveryScreen(reactions);
        } while (!reactions.slowerThan(100).isEmpty() && reactions.rounds() < MOST_ROUNDS);
        assertThat(reactions.slowerThan(100)).isEmpty();
    }

    private void seeEveryScreen(Reactions reactions) {
        reactions.begin();
        for (int width : List.of(360, 1200, 1600)) {
            try (var tab = open(width, ColorScheme.LIGHT)) {
                var page = tab.page();
                reactions.watch(page);
                assertThat(page.locator("table .key").first()).isVisible();
                see(tab, "overview", width);
                page.locator("table .key")
                        .getByText(CACHE, new Locator.GetByTextOptions().setExact(true))
                        .first()
                        .click();
                assertThat(page.getByText("What feeds it").first()).isVisible();
                see(tab, "cache", width);
                screen(page, "Consistency").click();
                assertThat(page.locator("h1")).containsText("Trusted");
                see(tab, "consistency", width);
                screen(page, "Invalidations").click();
                var write = write(page);
                write.locator("summary").click();
                see(tab, "invalidations", width);
                write.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Entries of " + CACHE))
                        .click();
                page.locator("tbody tr .key").getByText(CACHE).first().click();
                assertThat(page.locator(".invalidation").first()).isVisible();
                see(tab, "entry", width);
                screen(page, "Graph").click();
                assertThat(page.locator("section.graph")).isVisible();
                see(tab, "graph", width);
                screen(page, "Hot keys").click();
                assertThat(page.locator("h1")).containsText("Hot keys");
                assertThat(page.locator("main .waiting")).hasCount(0);
                see(tab, "hot-keys", width);
                screen(page, "Audit").click();
                assertThat(page.locator(".stats")).containsText("Cached reads");
                see(tab, "audit", width);
                screen(page, "Actions").click();
                assertThat(page.locator("main .waiting")).hasCount(0);
                see(tab, "actions", width);
                reactions.note(page);
            }
        }
    }

    private static Locator write(Page page) {
        return page.locator(".invalidation")
                .filter(new Locator.FilterOptions().setHasText("PATCH /api/catalog/services/{id}"))
                .first();
    }

    private static void see(Tab tab, String name, int width) {
        tab.assertSound(name + " of the salon, " + width);
        if (Boolean.getBoolean("console.pictures") && width <= 1200) {
            tab.picture(PICTURES.resolve(name + (width == 360 ? "-phone" : "") + ".png"));
        }
    }
}
