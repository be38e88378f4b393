package io.freshet.testkit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Chromium as this machine has it, without windows. Nothing is downloaded. The test kit does not bring what it needs: add
 * {@code com.microsoft.playwright:playwright}, and {@code com.deque.html.axe-core:playwright} for {@link Tab#assertSound}. Not thread-safe, as
 * Playwright is not. Close it to end it.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final int HEIGHT = 900;

    private final Playwright playwright;
    private final Browser browser;
    private final String axe;

    private Chromium(Playwright playwright, Browser browser, String axe) {
        this.playwright = playwright;
        this.browser = browser;
        this.axe = axe;
    }

    /**
     * Starts it; blocks until it runs.
     *
     * @throws IllegalStateException if this machine has no Chromium, or the class path no axe-core
     */
    public static Chromium start() {
        Path program = PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Tests of pages need Chromium in one of " + PLACES
                        + ", and there is none: apt-get install chromium"));
        String axe = axe();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        return new Chromium(playwright, browser, axe);
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException(
                        "Tests of pages need axe.min.js on the class path, and it is not there: add"
                                + " com.deque.html.axe-core:playwright to the tests");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty page in a window of its own. */
    public Tab open(Browser.NewContextOptions options) {
        return new Tab(browser.newContext(options), axe);
    }

    /** An empty page in a window of that many pixels. */
    public Tab open(int width, ColorScheme colours) {
        return open(
                new Browser.NewContextOptions().setViewportSize(width, HEIGHT).setColorScheme(colours));
    }

    /** A page in a window of its own; blocks until it has loaded. */
    public Tab open(String address, Browser.NewContextOptions options) {
        return open(options).go(address);
    }

    /** A page in a window of that many pixels; blocks until it has loaded. */
    public Tab open(String address, int width, ColorScheme colours) {
        return open(width, colours).go(address);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
