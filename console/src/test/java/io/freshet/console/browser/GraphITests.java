package io.freshet.console.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a table to an endpoint, and what is red: writes that nothing notices. */
class GraphITests {

    private static RunningSalon salon;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        salon = RunningSalon.inDevelopment("--freshet.capture=none");
        await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
        chromium = Chromium.start();
    }

    @AfterAll
    static void end() {
        chromium.close();
        salon.close();
    }

    @Test
    void aPathLeadsToTheEndpoints_andTablesWhoseWritesNobodyNotices_areRed() {
        Look.all().forEach(look -> {
            try (Tab tab = chromium.open(salon.address() + "/freshet/graph", look.width(), look.colours())) {
                assertThat(tab.page().locator(".problems").first()).containsText("Writes to bill are not noticed");
                tab.assertSound("a graph with red, " + look);
                tab.picture("graph-red-" + look);
            }
        });
        assertDrawn();
    }

    private static void assertDrawn() {
        try (Tab tab = chromium.open(salon.address() + "/freshet/graph", 1200, ColorScheme.LIGHT)) {
            assertThat(tab.page().locator(".node.uncovered")).hasCount(2);
            assertThat(tab.page().locator(".node.uncovered text").first()).hasText("bill");
            tab.page()
                    .getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions()
                                    .setName("cache catalog:price")
                                    .setExact(true))
                    .focus();
            Locator lit = tab.page().locator(".node.endpoint.lit text");
            assertThat(lit).hasCount(3);
            assertThat(lit.getByText("GET /prices/{id}")).hasCount(1);
            tab.page().getByText("As a table").click();
            Locator row = tab.page().locator("tr", new Page.LocatorOptions().setHasText("catalog:price"));
            assertThat(row).containsText("GET /offers/{id}");
            assertThat(tab.page().locator("li.uncovered").first()).containsText("(writes are not noticed)");
        }
    }
}
