package io.freshet.spring.warm;

import io.freshet.warm.WarmStatus;
import io.freshet.warm.WarmStatus.State;

import java.time.Duration;
import java.util.Locale;

/**
 * How a job comes along, in a line.
 *
 * @param status how it stands
 * @param elapsed since it was first seen at work here
 * @param doneHere how many keys were read meanwhile, by whichever instance
 * @param others how many jobs wait for it
 */
record ProgressLine(WarmStatus status, Duration elapsed, int doneHere, int others) {

    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 40;
    private static final int BRACKETS = 3;

    /** With a bar, as long as there is room in so many characters. */
    String drawn(int width) {
        String head = "Warming " + status.name() + " ";
        String tail = " " + figures();
        int room = Math.min(MOST_BAR, width - head.length() - tail.length() - BRACKETS);
        String line = room < LEAST_BAR ? head + tail.strip() : head + bar(room) + tail;
        return line.length() < width ? line : line.substring(0, width - 1);
    }

    private String bar(int room) {
        int full = status.total() == 0 ? 0 : (int) ((long) room * status.done() / status.total());
        return "[" + "#".repeat(full) + ".".repeat(room - full) + "]";
    }

    /** For the log. */
    String logged() {
        return "Warming '" + status.name() + "': " + figures();
    }

    private String figures() {
        StringBuilder text = new StringBuilder();
        if (status.total() > 0) {
            text.append(100L * status.done() / status.total()).append(" %, ");
        }
        text.append(status.done()).append(" of ").append(status.total());
        if (status.state() == State.RUNNING && perSecond() > 0) {
            text.append(String.format(Locale.ROOT, ", %.0f/s, %s left", perSecond(), left()));
        }
        if (status.state() == State.ELSEWHERE) {
            text.append(", by another instance");
        }
        if (status.failed() > 0) {
            text.append(", ").append(status.failed()).append(" failed");
        }
        if (status.slowedDown() > 1) {
            text.append(", backing off");
        }
        return others == 0
                ? text.toString()
                : text.append(", ").append(others).append(" more").toString();
    }

    private double perSecond() {
        return elapsed.isZero() ? 0 : doneHere * 1e9 / elapsed.toNanos();
    }

    private String left() {
        long seconds = (long) Math.ceil((status.total() - status.done()) / perSecond());
        return seconds / 60 + ":" + String.format(Locale.ROOT, "%02d", seconds % 60);
    }

    /** How it ended, or why it does not go on. */
    String ended() {
        String failures = status.failed() == 0
                ? ""
                : ", of which " + status.failed() + " failed, the last with " + status.lastFailure();
        return switch (status.state()) {
            case FAILED ->
                "Warming '" + status.name() + "' failed: what to read could not be told: " + status.lastFailure();
            case PAUSED -> "Warming '" + status.name() + "' is paused at " + status.done() + " of " + status.total();
            default ->
                String.format(
                        Locale.ROOT,
                        "Warmed '%s': %d keys in %.1f s%s",
                        status.name(),
                        status.done(),
                        elapsed.toNanos() / 1e9,
                        failures);
        };
    }
}
