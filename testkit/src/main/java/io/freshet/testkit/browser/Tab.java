package io.freshet.testkit.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** An open page, in a window of its own, and what went wrong in it. Not thread-safe. Close it to close the window. */
public final class Tab implements AutoCloseable {

    private static final String AXE =
            "(async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))"
                    + ".violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).join('; ')))()";

    private final BrowserContext window;
    private final Page page;
    private final String axe;
    private final List<String> errors = new ArrayList<>();

    Tab(BrowserContext window, String axe) {
        this.window = window;
        this.axe = axe;
        this.page = window.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    /** Goes to an address; blocks until it has loaded. */
    public Tab go(String address) {
        page.navigate(address);
        return this;
    }

    /** What is driven. */
    public Page page() {
        return page;
    }

    /**
     * Nothing is wrong for people who see, hear or move otherwise (WCAG 2.2 AA, as far as axe-core can tell); nothing is wider than the window;
     * nothing has failed.
     *
     * @param what names the page in what a failure says
     * @throws AssertionError if something is
     */
    public void assertSound(String what) {
        page.evaluate(axe);
        assertThat((List<?>) page.evaluate(AXE)).as("axe-core on " + what).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("what sticks out of " + what)
                .isEqualTo(0);
        assertThat(errors).as("errors of " + what).isEmpty();
    }

    /** Keeps how it looks, for people: in target/screens, without the ending png. */
    public void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screens", name + ".png"))
                .setFullPage(true));
    }

    /**
     * Keeps what is seen of it for documents: a small file with 256 colours at the most.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void picture(Path file) {
        try {
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(Palette.reduced(seen), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        window.close();
    }
}
