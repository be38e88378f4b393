package io.freshet.console.browser;

import com.microsoft.playwright.options.ColorScheme;
import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.SalonJvm;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A thousand caches: the page reacts at once. */
class ManyCachesITests {

    private static final int CACHES = 1_000;

    private static RunningSalon salon;

    @BeforeAll
    static void start() {
        salon = RunningSalon.inDevelopment();
        Freshet freshet = salon.bean(Freshet.class);
        await().until(() -> freshet.status().leaseRuns());
        SalonJvm.addCaches(freshet, CACHES);
    }

    @AfterAll
    static void end() {
        salon.close();
    }

    @Test
    void thePage_showsThem_andReactsAtOnce() {
        try (Chromium chromium = Chromium.start();
                Tab tab = chromium.open(salon.address() + "/freshet/", 1200, ColorScheme.LIGHT)) {
            assertThat(tab.page().locator("tbody tr")).hasCount(100);
            tab.page().getByText("Show all 1,005").click();
            assertThat(tab.page().locator("tbody tr")).hasCount(1_005);
            tab.page().getByText("Show the first 100").click();
            Object millis = tab.page()
                    .evaluate("() => new Promise(done => { const box = document.querySelector('input[type=search]');"
                            + "const began = performance.now(); box.value = 'c77';"
                            + "box.dispatchEvent(new Event('input', {bubbles: true}));"
                            + "requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))) })");
            assertThat(((Number) millis).doubleValue())
                    .as("until the filter is seen")
                    .isLessThan(100);
            assertThat(tab.page().locator("tbody tr")).hasCount(11);
        }
    }
}
