package io.freshet.salon.day.report;

import io.freshet.salon.day.check.Verdicts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What each moment of the load has added to what was counted. Used by one thread. */
public final class Timeline {
    /** Ten hours of moments that are a second apart; what comes after is not noted. */
    private static final int MOST = 36_000;

    private final List<Moment> moments = new ArrayList<>();
    private Moment sums = new Moment(0, 0, 0, 0, 0, 0, 0);

    /**
     * What was counted since the moment before.
     *
     * @param seconds since the start
     */
    public record Moment(double seconds, long reads, long writes, long hits, long misses, long stale, long errors) {
        private Moment since(Moment before) {
            return new Moment(
                    seconds,
                    reads - before.reads,
                    writes - before.writes,
                    hits - before.hits,
                    misses - before.misses,
                    stale - before.stale,
                    errors - before.errors);
        }
    }

    /** Notes what has been counted by now. */
    public void note(Duration sinceStart, Tally tally, Verdicts verdicts) {
        Moment now = new Moment(
                sinceStart.toMillis() / 1e3,
                tally.reads(),
                tally.writes(),
                tally.hits(),
                tally.misses(),
                verdicts.staleAnswers(),
                tally.errors());
        if (moments.size() < MOST) {
            moments.add(now.since(sums));
        }
        sums = now;
    }

    /** Returns the moments, in order. */
    public List<Moment> moments() {
        return List.copyOf(moments);
    }
}
