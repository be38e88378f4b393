package io.freshet.console.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HttpCredentials;
import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.control.Scope;
import io.freshet.read.Held;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What each role may do, with Spring Security and its own protection against forgery. */
class ActionsITests {

    private static final String CACHE = "caches/catalog%3Aprice";

    private static RunningSalon salon;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        salon = RunningSalon.secured("--freshet.console.read-only=false");
        await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
        chromium = Chromium.start();
    }

    @BeforeEach
    void fill() {
        for (int id = 1; id <= 7; id++) {
            salon.bean(Salon.Prices.class).price(id);
        }
    }

    @AfterAll
    static void end() {
        chromium.close();
        salon.close();
    }

    private static Tab open(String user, String path) {
        return chromium.open(
                salon.address() + "/freshet/" + path,
                new Browser.NewContextOptions()
                        .setViewportSize(1200, 900)
                        .setColorScheme(ColorScheme.DARK)
                        .setHttpCredentials(new HttpCredentials(user, "secret")));
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static long served() {
        Cache<?, ?> cache = Objects.requireNonNull(salon.bean(Freshet.class).cache("catalog:price"));
        long[] served = new long[1];
        cache.showLocal((key, held) -> {
            served[0] += held.state() == Held.State.SERVED ? 1 : 0;
            return true;
        });
        return served[0];
    }

    @Test
    void anOperator_invalidates_afterTypingWhat_andItIsWrittenDown() {
        try (Tab tab = open("otto", CACHE)) {
            press(tab.page(), "Invalidate …");
            assertThat(tab.page().locator("dialog")).containsText("About 7 entries on this instance");
            tab.assertSound("a dialog");
            tab.picture("action-1200-dark");
            assertThat(tab.page().locator("dialog .danger")).isDisabled();
            tab.page().getByLabel("To confirm it").fill("catalog:pric");
            assertThat(tab.page().locator("dialog .danger")).isDisabled();
            assertThat(served()).isEqualTo(7);
            tab.page().getByLabel("To confirm it").fill("catalog:price");
            tab.page().locator("dialog .danger").click();
            assertThat(tab.page().locator(".actions")).containsText("Done: invalidate cache catalog:price");
            await().until(() -> served() == 0);
            tab.page().getByText("What was done").click();
            assertThat(tab.page().locator(".events").first()).containsText("otto invalidate cache catalog:price");
        }
        assertThat(salon.get("/freshet/api/invalidations", RunningSalon.as("vera"))
                        .body())
                .contains("otto in the console");
    }

    @Test
    void anOperator_invalidatesOneEntry_andNoOther() {
        try (Tab tab = open("otto", CACHE + "/entry?key.id=3")) {
            press(tab.page(), "Invalidate …");
            tab.page().getByLabel("To confirm it").fill("catalog:price:3");
            tab.page().locator("dialog .danger").click();
            assertThat(tab.page().locator("h1")).containsText("invalidated");
        }
        assertThat(served()).isEqualTo(6);
    }

    @Test
    void whoeverLeavesIt_hasDoneNothing() {
        try (Tab tab = open("otto", CACHE)) {
            press(tab.page(), "Invalidate …");
            tab.page().getByLabel("To confirm it").fill("catalog:price");
            tab.page().keyboard().press("Escape");
            assertThat(tab.page().locator("dialog")).hasCount(0);
        }
        assertThat(served()).isEqualTo(7);
    }

    @Test
    void onlyAnAdministrator_switchesOffAndOn() {
        try (Tab tab = open("otto", CACHE)) {
            assertThat(tab.page().locator(".actions button")).hasCount(1);
        }
        Scope scope = Scope.cache("catalog:price");
        try (Tab tab = open("ada", CACHE)) {
            press(tab.page(), "Switch off …");
            tab.page().getByLabel("To confirm it").fill("catalog:price");
            tab.page().locator("dialog .danger").click();
            assertThat(tab.page().locator("h1")).containsText("off");
            assertThat(salon.bean(Freshet.class).controls().isOff(scope)).isTrue();
            press(tab.page(), "Switch on …");
            tab.page().getByLabel("To confirm it").fill("catalog:price");
            tab.page().locator("dialog .danger").click();
            await().until(() -> !salon.bean(Freshet.class).controls().isOff(scope));
        }
    }

    @Test
    void aViewer_seesNoButton() {
        try (Tab tab = open("vera", CACHE)) {
            assertThat(tab.page().locator(".stats")).isVisible();
            assertThat(tab.page().locator(".actions button")).hasCount(0);
        }
    }

    /** As demos are opened, and as bookmarks are. */
    @Test
    void anAddressWithNameAndPassword_isAsGoodAsAnyOther() {
        String address = salon.address().replace("://", "://otto:secret@");
        try (Tab tab = chromium.open(address + "/freshet/", 1200, ColorScheme.LIGHT)) {
            tab.page().locator("table .key").getByText("catalog:price").click();
            assertThat(tab.page().locator("h1")).containsText("catalog:price");
            tab.page().goBack();
            assertThat(tab.page().locator(".connection")).hasText("live");
            tab.page().getByRole(AriaRole.SEARCHBOX).fill("price");
            assertThat(tab.page()).hasURL(Pattern.compile(".*filter=price$"));
            tab.page().locator("table .key").first().click();
            press(tab.page(), "Invalidate …");
            assertThat(tab.page().locator("dialog")).containsText("About 7 entries on this instance");
            tab.assertSound("an address with credentials");
        }
        try (Tab tab = chromium.open(address + "/freshet/" + CACHE, 1200, ColorScheme.LIGHT)) {
            assertThat(tab.page().locator("h1")).containsText("catalog:price");
        }
    }

    /** Whoever goes past the pages is refused where it is done. */
    @Test
    void aViewerWhoPostsAllTheSame_isRefused() {
        try (Tab tab = open("vera", "")) {
            Object answer = tab.page()
                    .evaluate("async () => { const session = await (await fetch('api/session')).json();"
                            + "const headers = {'Content-Type': 'application/json'};"
                            + "session.headers.forEach(h => headers[h.name] = h.value);"
                            + "const answer = await fetch('api/actions', {method: 'POST', headers, body: JSON.stringify("
                            + "{kind: 'invalidate-cache', cache: 'catalog:price', confirm: 'catalog:price'})});"
                            + "return answer.status + ' ' + await answer.text() }");
            assertThat((String) answer).startsWith("403").contains("needs the role of an operator");
        }
        assertThat(served()).isEqualTo(7);
    }
}
