package io.freshet.console.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.freshet.console.salon.RunningSalon;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The report of an audit, as a person reads it; and what is said where there is none. */
class AuditITests {

    @TempDir
    private static Path folder;

    private static RunningSalon salon;
    private static Chromium chromium;

    private static Instant written = Instant.parse("2026-11-20T10:00:00Z");

    @BeforeAll
    static void start() {
        salon = RunningSalon.inDevelopment("--freshet.console.audit-report=" + file());
        chromium = Chromium.start();
    }

    @AfterAll
    static void end() {
        chromium.close();
        salon.close();
    }

    private static Path file() {
        return folder.resolve("audit.json");
    }

    @BeforeEach
    void report() throws IOException {
        try (InputStream in = Objects.requireNonNull(AuditITests.class.getResourceAsStream("/audit/report.json"))) {
            write(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void write(String report) throws IOException {
        written = written.plusSeconds(1);
        Files.writeString(file(), report);
        Files.setLastModifiedTime(file(), FileTime.from(written));
    }

    private static Tab open(String query) {
        return chromium.open(salon.address() + "/freshet/audit" + query, 1200, ColorScheme.LIGHT);
    }

    private static void press(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    @Test
    void findings_areByLevel_withTheWayAndTheFix_andLeadToTheirCache() {
        try (Tab tab = open("")) {
            Page page = tab.page();
            assertThat(page.locator("h1")).containsText("3 findings");
            assertThat(page.locator(".findings").first().locator("> li")).hasCount(3);
            press(page, "2 errors");
            assertThat(page.locator(".findings").first().locator("> li")).hasCount(2);
            assertThat(page).hasURL(Pattern.compile(".*level=error$"));
            page.locator(".findings summary").first().click();
            assertThat(page.locator("details[open] .path li")).hasCount(2);
            assertThat(page.locator("details[open]"))
                    .containsText("Evict the cache in the method that writes, or let captured writes invalidate it");
            assertThat(page.locator("details[open]")).containsText("Counter.java:41");
            tab.assertSound("an audit with a finding that is open");
            page.locator("details[open] a").click();
            assertThat(page.locator("h1")).containsText("catalog:price");
        }
    }

    @Test
    void aCacheThatIsNotHere_isNamed_butLeadsNowhere() {
        try (Tab tab = open("?filter=old")) {
            assertThat(tab.page().locator(".findings").first().locator("> li")).hasCount(1);
            tab.page().locator(".findings summary").first().click();
            assertThat(tab.page().locator("details[open] .key")).hasText("catalog:old");
            assertThat(tab.page().locator("details[open] a")).hasCount(0);
        }
    }

    @Test
    void whatIsMeant_whatWasNotLookedAt_andHowMuchWas_isTold() {
        try (Tab tab = open("")) {
            assertThat(tab.page().locator(".stats")).containsText("of 4 it is known what they read");
            assertThat(tab.page().getByText("Meant to be so")).isVisible();
            tab.page().getByText("1 place").click();
            assertThat(tab.page().locator("details[open]")).containsText("Prices.search");
        }
    }

    @Test
    void aReportThatIsWrittenAnew_isShownWithoutARestart() throws IOException {
        try (Tab tab = open("")) {
            assertThat(tab.page().locator("h1")).containsText("3 findings");
            write("{\"findings\":[],\"suppressed\":[],\"unresolved\":[],\"coverage\":{\"classes\":9}}");
            press(tab.page(), "Read again");
            assertThat(tab.page().locator("h1")).containsText("Nothing was found");
        }
    }

    @Test
    void aReportThatCannotBeRead_saysWhy_andHowOneIsMade() throws IOException {
        write("{\"findings\": 3");
        try (Tab tab = open("")) {
            assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("The audit's report is no JSON");
            assertThat(tab.page().locator("pre")).containsText("./freshet audit target/classes --format json");
            write("{\"other\": 3}");
            press(tab.page(), "Read again");
            assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("is JSON, but not that of an audit");
            Files.delete(file());
            press(tab.page(), "Read again");
            assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("is not there");
            assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText(file().toString());
            assertThat(salon.get("/freshet/api/audit").statusCode()).isEqualTo(200);
            tab.assertSound("an audit without a report");
        }
    }
}
