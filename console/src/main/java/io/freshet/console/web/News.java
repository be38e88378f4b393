package io.freshet.console.web;

import io.freshet.console.access.Caller;
import io.freshet.console.service.Console;
import io.freshet.console.service.RowChoice;
import io.freshet.console.view.InvalidationsView;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens, told to one browser as server-sent events: the overview every few seconds, and invalidations within half of one. Not thread-safe, but
 * for {@link #close} and {@link #isOver}. It takes one of the places that there are when it begins; close it so that somebody else can be told.
 */
public final class News implements AutoCloseable {

    /** How long to wait before the next step. */
    public static final Duration STEP = Duration.ofMillis(500);

    /** After that time it is over: the browser opens another, for which it is looked again who looks. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int STEPS_OF_OVERVIEW = 10;
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final Newsroom room;
    private final Console console;
    private final Caller caller;
    private final Set<String> topics;
    private final RowChoice choice;
    private final AtomicBoolean holdsPlace = new AtomicBoolean();
    private final long began = System.nanoTime();
    private long after;
    private int steps;

    News(Newsroom room, Console console, Caller caller, Set<String> topics, long after, RowChoice choice) {
        this.room = room;
        this.console = console;
        this.caller = caller;
        this.topics = topics;
        this.after = after;
        this.choice = choice;
    }

    /** Takes a place; answers false, and is over, if all were taken since it was asked for. To be called once, by whoever closes it in any case. */
    public boolean begin() {
        boolean isFree = room.take();
        holdsPlace.set(isFree);
        return isFree;
    }

    /** Whether there should be no next step. Thread-safe. */
    public boolean isOver() {
        return !holdsPlace.get() || room.isClosed() || System.nanoTime() - began >= LONGEST.toNanos();
    }

    /** The events of the next step; empty if there are none. */
    public byte[] next() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (topics.contains("invalidations")) {
            InvalidationsView news = console.invalidations(caller, after);
            if (!news.invalidations().isEmpty()) {
                after = news.last();
                event(out, "invalidations", Json.of(news));
            }
        }
        if (steps++ % STEPS_OF_OVERVIEW == 0) {
            boolean isWanted = topics.contains("overview");
            event(
                    out,
                    isWanted ? "overview" : "alive",
                    isWanted ? room.overview(caller, choice).plain() : NOTHING);
        }
        return out.toByteArray();
    }

    private void event(ByteArrayOutputStream out, String name, byte[] json) {
        out.writeBytes(
                ("event: " + name + "\nid: " + console.idOf(after) + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(json);
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (holdsPlace.compareAndSet(true, false)) {
            room.giveBack();
        }
    }
}
