package io.freshet.salon;

import com.microsoft.playwright.Page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long it takes from a click until the browser has painted what came of it, as the browser measures it (Event Timing). Of each thing that is clicked
 * the best try counts: what is tested is the pages, not how busy the machine is.
 */
final class Reactions {

    private final Map<String, Double> best = new TreeMap<>();
    private int rounds;

    /** Once more through all pages. */
    void begin() {
        rounds++;
    }

    int rounds() {
        return rounds;
    }

    /** Begins to watch a page. */
    void watch(Page page) {
        page.evaluate("() => { window.reactions = [];"
                + "document.addEventListener('click', e => { window.clicked = e.target.textContent.slice(0, 40) }, true);"
                + "new PerformanceObserver(list => list.getEntries().filter(each => each.name === 'click')"
                + ".forEach(each => window.reactions.push([window.clicked, each.duration])))"
                + ".observe({ type: 'event', durationThreshold: 16 }) }");
    }

    /** Takes in what was measured there. */
    void note(Page page) {
        var measured =
                (List<?>) page.evaluate("() => new Promise(done => setTimeout(() => done(window.reactions), 100))");
        for (Object each : measured) {
            var pair = (List<?>) each;
            best.merge(String.valueOf(pair.get(0)), ((Number) pair.get(1)).doubleValue(), Math::min);
        }
    }

    /** What reacted later, with how late. */
    Map<String, Double> slowerThan(double millis) {
        var slow = new TreeMap<>(best);
        slow.values().removeIf(took -> took <= millis);
        return slow;
    }
}
