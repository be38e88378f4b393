package io.freshet.console.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HttpCredentials;
import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.console.access.Caller;
import io.freshet.console.access.MistakenException;
import io.freshet.console.access.Role;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.console.service.Console;
import io.freshet.console.view.ActionRequest;
import io.freshet.control.Scope;
import io.freshet.read.Held;
import io.freshet.testkit.browser.Chromium;
import io.freshet.testkit.browser.Tab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What is done to tenants, to settings and to everything, by whom, in an application with tenants. */
class WideActionsITests {

    private static final String CACHE = "caches/catalog%3Aprice";

    private static RunningSalon salon;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        salon = RunningSalon.secured("--freshet.console.read-only=false", "--salon.tenants=true");
        await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
        chromium = Chromium.start();
    }

    @AfterAll
    static void end() {
        chromium.close();
        salon.close();
    }

    @BeforeEach
    void fill() {
        for (String tenant : List.of("red", "blue")) {
            Salon.TENANT.set(tenant);
            for (int id = 1; id <= 3; id++) {
                salon.bean(Salon.Prices.class).price(id);
            }
        }
    }

    @AfterEach
    void forget() {
        Salon.TENANT.remove();
    }

    /** Otherwise whoever may do a little could have the log say that somebody else did something. */
    @ParameterizedTest
    @ValueSource(
            strings = {"red\nIn the console ada did: nothing", "red\rx", "red\u0085x", "red\u2028x", "red\u001b[2Jx"})
    void whatCannotStandOnOneLineOfTheLog_isNotDone(String text) {
        Console console = salon.bean(Console.class);
        Caller ada = new Caller("ada", Role.ADMIN, true);
        assertThatThrownBy(() -> console.act(
                        ada, new ActionRequest("invalidate-tenant", null, text, null, null, null, "tenant " + text)))
                .isInstanceOf(MistakenException.class)
                .hasMessageContaining("one line");
        assertThatThrownBy(() -> console.act(
                        ada, new ActionRequest("set", "catalog:price", null, null, text, "5m", "catalog:price")))
                .isInstanceOf(MistakenException.class)
                .hasMessageContaining("one line");
        assertThat(new Caller(text, Role.ADMIN, true).name()).startsWith("red?");
    }

    private static Tab open(String user, String path) {
        return chromium.open(
                salon.address() + "/freshet/" + path,
                new Browser.NewContextOptions()
                        .setViewportSize(1200, 900)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setHttpCredentials(new HttpCredentials(user, "secret")));
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void confirm(Page page, String typed) {
        page.getByLabel("To confirm it").fill(typed);
        page.locator("dialog .danger").click();
        assertThat(page.locator("dialog")).hasCount(0);
    }

    private static Cache<?, ?> cache() {
        return Objects.requireNonNull(salon.bean(Freshet.class).cache("catalog:price"));
    }

    private static long served(String tenant) {
        long[] served = new long[1];
        cache().showLocal((key, held) -> {
            served[0] += held.state() == Held.State.SERVED && key.tenant().equals(tenant) ? 1 : 0;
            return true;
        });
        return served[0];
    }

    @Test
    void anOperator_invalidatesATenant_andNoOther() {
        try (Tab tab = open("otto", "actions")) {
            tab.page()
                    .getByLabel("Tenant", new Page.GetByLabelOptions().setExact(true))
                    .fill("red");
            press(tab.page(), "Invalidate tenant …");
            assertThat(tab.page().locator("dialog")).containsText("About 3 entries on this instance");
            assertThat(tab.page().locator("dialog")).containsText("shared tier are not counted");
            confirm(tab.page(), "tenant red");
            assertThat(tab.page().locator(".events").first()).containsText("otto invalidate tenant red on salon-a");
        }
        assertThat(served("red")).isZero();
        assertThat(served("blue")).isEqualTo(3);
    }

    /** Of caches instances tell each other anyway; how many entries a tenant has is asked. */
    @Test
    void aTenantsEntries_areCountedOnEveryInstance() {
        try (RunningSalon other = salon.another("salon-b", "--salon.tenants=true")) {
            await().until(() -> other.bean(Freshet.class).status().leaseRuns());
            Salon.TENANT.set("red");
            other.bean(Salon.Prices.class).price(1);
            other.bean(Salon.Prices.class).price(2);
            await().until(() -> salon.get("/freshet/api/nodes", RunningSalon.as("otto"))
                    .body()
                    .contains("\"instance\":\"salon-b\""));
            try (Tab tab = open("otto", "actions")) {
                tab.page()
                        .getByLabel("Tenant", new Page.GetByLabelOptions().setExact(true))
                        .fill("red");
                await().pollInSameThread()
                        .until(() -> toldOfATenant(tab.page()).contains("About 5 entries on 2 instances"));
            }
        }
    }

    /** The other instance is asked, and may not answer in time. */
    private static String toldOfATenant(Page page) {
        press(page, "Invalidate tenant …");
        assertThat(page.locator("dialog")).containsText("About");
        String told = page.locator("dialog").textContent();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).hasCount(0);
        return told;
    }

    @Test
    void anOperator_findsNoButtonForEverything_andIsRefusedWithoutOne() {
        try (Tab tab = open("otto", "actions")) {
            assertThat(tab.page().getByText("Invalidate tenant …")).isVisible();
            assertThat(tab.page().getByText("Invalidate all …")).hasCount(0);
            assertThat(tab.page().getByText("Switch tenant off …")).hasCount(0);
            for (String kind : List.of("invalidate-all", "switch-off-all", "set-all")) {
                assertThat(posted(tab.page(), kind)).startsWith("403").contains("needs the role of an admin");
            }
        }
        assertThat(served("blue")).isEqualTo(3);
    }

    private static String posted(Page page, String kind) {
        return (String) page.evaluate(
                "async kind => { const session = await (await fetch('api/session')).json();"
                        + "const headers = {'Content-Type': 'application/json'};"
                        + "session.headers.forEach(h => headers[h.name] = h.value);"
                        + "const answer = await fetch('api/actions', {method: 'POST', headers, body: JSON.stringify("
                        + "{kind, confirm: 'everything', setting: 'shadow-reads.share', value: '1'})});"
                        + "return answer.status + ' ' + await answer.text() }",
                kind);
    }

    @Test
    void anAdministrator_invalidatesEverything_afterTypingIt() {
        try (Tab tab = open("ada", "actions")) {
            press(tab.page(), "Invalidate all …");
            assertThat(tab.page().locator("dialog")).containsText("About 6 entries on this instance");
            tab.page().getByLabel("To confirm it").fill("all");
            assertThat(tab.page().locator("dialog .danger")).isDisabled();
            confirm(tab.page(), "everything");
            assertThat(tab.page().locator(".events").first()).containsText("ada invalidate everything");
            tab.assertSound("actions");
            tab.picture("actions-1200-light");
        }
        assertThat(served("red") + served("blue")).isZero();
    }

    @Test
    void anAdministrator_switchesEverythingAndATenantOff_andOn() {
        try (Tab tab = open("ada", "actions")) {
            press(tab.page(), "Switch all off …");
            assertThat(tab.page().locator("dialog")).containsText("loads a second on this instance");
            confirm(tab.page(), "everything");
            assertThat(isOff(Scope.ALL)).isTrue();
            press(tab.page(), "Switch all on …");
            confirm(tab.page(), "everything");
            await().until(() -> !isOff(Scope.ALL));
            tab.page()
                    .getByLabel("Tenant", new Page.GetByLabelOptions().setExact(true))
                    .fill("blue");
            press(tab.page(), "Switch tenant off …");
            confirm(tab.page(), "tenant blue");
            assertThat(isOff(Scope.tenant("blue"))).isTrue();
            press(tab.page(), "Switch tenant on …");
            confirm(tab.page(), "tenant blue");
            await().until(() -> !isOff(Scope.tenant("blue")));
        }
    }

    private static boolean isOff(Scope scope) {
        return salon.bean(Freshet.class).controls().isOff(scope);
    }

    @Test
    void anAdministrator_setsASetting_andTakesItBack_andMistakesAreToldBeforeAnythingHappens() {
        try (Tab tab = open("ada", CACHE)) {
            tab.page().getByLabel("Setting").selectOption("ttl");
            tab.page()
                    .getByRole(
                            AriaRole.TEXTBOX,
                            new Page.GetByRoleOptions().setName("Value").setExact(true))
                    .fill("soon");
            press(tab.page(), "Set …");
            assertThat(tab.page().locator("dialog")).containsText("a time such as 500ms");
            assertThat(tab.page().locator("dialog .danger")).isDisabled();
            tab.page().keyboard().press("Escape");
            tab.page()
                    .getByRole(
                            AriaRole.TEXTBOX,
                            new Page.GetByRoleOptions().setName("Value").setExact(true))
                    .fill("90s");
            press(tab.page(), "Set …");
            assertThat(tab.page().locator("dialog")).containsText("It is 1800s now, as configured");
            confirm(tab.page(), "catalog:price");
            assertThat(cache().policy().timeToLive()).hasSeconds(90);
            press(tab.page(), "Take back …");
            assertThat(tab.page().locator("dialog")).containsText("It is 90s now, set by ada in the console");
            confirm(tab.page(), "catalog:price");
            assertThat(cache().policy().timeToLive()).hasMinutes(30);
            tab.page().getByText("What was done").last().click();
            assertThat(tab.page().locator(".events").first()).containsText("ada set ttl of catalog:price to 90s");
        }
    }
}
