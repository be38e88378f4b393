package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.service.Console;
import io.freshet.console.service.RowChoice;
import io.freshet.console.view.OverviewView;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Writes the overview once however many look, and opens streams of news; there are so many at the most. Thread-safe. */
final class Newsroom {

    static final int MOST = 24;

    private final Console console;
    private final Semaphore free = new Semaphore(MOST);
    private volatile boolean isClosed;
    private @Nullable OverviewView written;
    private final Map<RowChoice, Packed> overviews = new HashMap<>();

    Newsroom(Console console) {
        this.console = console;
    }

    /** The overview as JSON, written once for all who ask for the same caches within a second. */
    @SuppressWarnings("ReferenceEquality") // they are given the same object
    Packed overview(Caller caller, RowChoice choice) {
        OverviewView now = console.overview(caller);
        synchronized (free) {
            if (now != written) {
                overviews.clear();
                written = now;
            }
            return overviews.computeIfAbsent(choice, any -> Packed.of(Json.of(choice.of(now))));
        }
    }

    /**
     * A stream that has not begun; empty if there are too many.
     *
     * @param after the id of what was told last; whatever else it is, all is told that is remembered
     */
    Optional<News> open(Caller caller, Set<String> topics, String after, RowChoice choice) {
        console.session(caller, List.of()); // who may not look is told so before anything streams
        return free.availablePermits() > 0
                ? Optional.of(new News(this, console, caller, topics, console.numberIn(after), choice))
                : Optional.empty();
    }

    /** Takes a place; answers whether there was one. */
    boolean take() {
        return free.tryAcquire();
    }

    void giveBack() {
        free.release();
    }

    boolean isClosed() {
        return isClosed;
    }

    /** What streams, or will, is over. */
    void close() {
        isClosed = true;
    }
}
