package io.freshet.console.browser;

import com.microsoft.playwright.options.ColorScheme;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a screen is looked at.
 *
 * @param width of the window, in pixels
 * @param colours light or dark
 */
record Look(int width, ColorScheme colours) {

    /** The widths and colours in which every screen is looked at. */
    static Stream<Look> all() {
        return Stream.of(
                new Look(360, ColorScheme.LIGHT),
                new Look(360, ColorScheme.DARK),
                new Look(820, ColorScheme.LIGHT),
                new Look(1200, ColorScheme.LIGHT),
                new Look(1200, ColorScheme.DARK),
                new Look(1600, ColorScheme.LIGHT));
    }

    @Override
    public String toString() {
        return width + "-" + colours.name().toLowerCase(Locale.ROOT);
    }
}
