package io.freshet.audit.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.freshet.audit.Compiled;
import io.freshet.audit.source.SourceFolders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of the audit, in a real browser. */
class PageITests {

    private static final String AXE =
            "(async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))"
                    + ".violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; ')))()";

    @TempDir
    private static Path folder;

    private static Playwright playwright;
    private static Browser browser;
    private static Path file;

    private final List<String> errors = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private BrowserContext window;

    @BeforeAll
    static void start() throws IOException {
        Path program = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This test needs Chromium: apt-get install chromium"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        String hostile = "@RestController class Hostile {\n    Roles roles;\n"
                + "    @PutMapping(\"/</script><script>window.hacked=1</script><img src=x>\")\n"
                + "    void change(Role role) { roles.save(role); }\n}\n";
        String page = Format.HTML.write(
                Compiled.audit(
                        Files.createDirectory(folder.resolve("classes")),
                        resource("/io/freshet/audit/Backend.java") + "\n" + hostile),
                SourceFolders.none());
        file = Files.writeString(folder.resolve("audit.html"), page);
    }

    private static String resource(String name) throws IOException {
        try (var in = PageITests.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Page open(int width, ColorScheme colours) {
        window = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(colours));
        Page page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(file.toUri().toString());
        return page;
    }

    @AfterEach
    void close() {
        window.close();
    }

    @AfterAll
    static void end() {
        browser.close();
        playwright.close();
    }

    @ParameterizedTest
    @CsvSource({"360,LIGHT", "360,DARK", "1200,LIGHT", "1200,DARK"})
    void thePage_isSound_inEachLook(int width, ColorScheme colours) throws IOException {
        Page page = open(width, colours);
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named("permissions"))
                .click();
        page.evaluate(resource("/axe.min.js"));
        assertThat((List<?>) page.evaluate(AXE)).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
        assertThat(page.locator("#summary").textContent()).containsPattern("\\(\\d+ write; of \\d+ it is known all");
        assertThat(errors).isEmpty();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens", "audit-" + width + "-" + colours + ".png"))
                .setFullPage(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static List<String> shown(Page page, String column) {
        return page.locator("section[aria-labelledby=column-" + column + "] li:not([hidden]) button")
                .allTextContents();
    }

    @Test
    void choosingACache_showsItsTablesMethodsEntryPointsAndFindings() {
        Page page = open(1200, ColorScheme.LIGHT);
        int all = page.locator(".finding:not([hidden])").count();
        page.getByRole(com.microsoft.playwright.options.AriaRole.BUTTON, named("permissions"))
                .click();
        assertThat(shown(page, "cache")).containsExactly("permissions");
        assertThat(shown(page, "entry")).contains("PUT /roles/{id}");
        assertThat(shown(page, "method")).isNotEmpty();
        assertThat(shown(page, "table")).isNotEmpty();
        assertThat(page.locator("#lines path.stale").count()).isPositive();
        assertThat(page.locator(".finding:not([hidden])").count()).isPositive().isLessThan(all);
        assertThat(page.locator("#said").textContent()).startsWith("permissions: ");
        page.keyboard().press("Escape");
        assertThat(page.locator(".finding:not([hidden])").count()).isEqualTo(all);
        page.locator("#filter").fill("/roles/");
        assertThat(shown(page, "entry")).containsExactly("PUT /roles/{id}");
    }

    @Test
    void theKeyboard_reachesAll() {
        Page page = open(1200, ColorScheme.LIGHT);
        Locator first =
                page.locator("section[aria-labelledby=column-table] button").first();
        first.focus();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("Enter");
        assertThat(page.locator("#columns button[aria-pressed=true]").count()).isOne();
        assertThat(page.locator("section[aria-labelledby=column-cache] button[aria-pressed=true]")
                        .count())
                .isOne();
        page.keyboard().press("Escape");
        assertThat(page.locator("#columns button[aria-pressed=true]").count()).isZero();
    }

    @Test
    void namesThatAreMarkup_stayText_andNothingIsLoaded() {
        Page page = open(1200, ColorScheme.LIGHT);
        assertThat(shown(page, "entry")).anyMatch(name -> name.contains("<script>window.hacked"));
        assertThat(page.evaluate("window.hacked")).isNull();
        assertThat(requests).containsExactly(file.toUri().toString());
        assertThat(
                        page.evaluate(
                                "(async () => { try { await fetch('http://127.0.0.1:9/'); return 'loaded'; } catch (e) { return 'refused'; } })()"))
                .isEqualTo("refused");
        assertThat(errors).anyMatch(error -> error.contains("Content Security Policy"));
    }
}
