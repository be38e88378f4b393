package io.freshet.bench.stampede;

import io.freshet.bench.report.Figures;

import java.util.List;

/**
 * What was measured of one system.
 *
 * @param name the system
 * @param callers of both instances together
 * @param rounds that were measured
 * @param loads of the worst round, both instances together
 * @param loadsMedian of the median round
 * @param allDoneMillis from the common start until the last caller had its value; the median round
 * @param allDoneWorstMillis the same, the worst round
 * @param wrongAnswers callers of all rounds together that got an old value or an exception
 */
public record StampedeResult(
        String name,
        int callers,
        int rounds,
        long loads,
        long loadsMedian,
        double allDoneMillis,
        double allDoneWorstMillis,
        long wrongAnswers) {

    static StampedeResult of(String name, int callers, List<Round> rounds) {
        long[] loads = rounds.stream().mapToLong(Round::loads).sorted().toArray();
        long[] done = rounds.stream().mapToLong(Round::doneNanos).sorted().toArray();
        return new StampedeResult(
                name,
                callers,
                rounds.size(),
                loads[loads.length - 1],
                Figures.median(loads),
                Figures.millis(Figures.median(done)),
                Figures.millis(done[done.length - 1]),
                rounds.stream().mapToLong(Round::wrongAnswers).sum());
    }

    /** One stampede. */
    record Round(long loads, long doneNanos, long wrongAnswers) {}
}
