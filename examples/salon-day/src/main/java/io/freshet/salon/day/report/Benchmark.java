package io.freshet.salon.day.report;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A day at the salon as a benchmark; its JSON has this shape.
 *
 * @param day from which hits, queries and latencies are judged
 * @param outage a shorter day in the middle of which Redis was gone; null if there was none
 */
public record Benchmark(Report day, @Nullable Report outage) {

    /** Returns what the days were to reach, and whether they did. */
    public List<Aim> aims() {
        List<Aim> aims = new ArrayList<>(Aim.ofDay(day));
        if (outage != null) {
            aims.addAll(Aim.ofOutage(outage));
        }
        return aims;
    }

    /** Whether all aims were met. */
    public boolean isGood() {
        return aims().stream().allMatch(Aim::isMet);
    }

    public String toJson() {
        return Report.json(this);
    }
}
