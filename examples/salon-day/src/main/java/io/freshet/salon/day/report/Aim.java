package io.freshet.salon.day.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something that a day at the salon is to reach.
 *
 * @param isMet whether one did
 * @param found what it reached
 */
public record Aim(String what, boolean isMet, String found) {
    private static final double HIT_RATE = 0.95;
    private static final double QUERIES_SAVED = 0.95;
    private static final double CACHED_MICROS = 1_000;

    static List<Aim> ofDay(Report day) {
        Latency cached = day.latencyMicros().cached();
        return Stream.concat(
                        truth(day, ""),
                        Stream.of(
                                new Aim("hits above 95 %", day.hitRate() > HIT_RATE, Words.percent(day.hitRate())),
                                new Aim(
                                        "at least 95 % of the queries saved",
                                        day.queriesSaved() >= QUERIES_SAVED, Words.percent(day.queriesSaved())),
                                new Aim(
                                        "cached within 1 ms in the median, inside the server",
                                        cached.count() > 0 && cached.p50() < CACHED_MICROS,
                                        Words.millis(cached.p50()))))
                .toList();
    }

    static List<Aim> ofOutage(Report day) {
        return truth(day, "Redis gone: ").toList();
    }

    private static Stream<Aim> truth(Report day, String when) {
        Long wrong = day.wrongAtEnd();
        return Stream.of(
                new Aim(when + "no stale answer", day.staleAnswers() == 0, count(day.staleAnswers())),
                new Aim(
                        when + "no failed request",
                        day.errors() == 0,
                        count(day.errors()) + ", and " + count(day.rates().givenUp()) + " never sent"),
                new Aim(
                        when + "no wrong answer at the end",
                        wrong != null && wrong == 0,
                        wrong == null ? "not compared" : count(wrong)));
    }

    /** Returns it as a line for people. */
    public String line() {
        return String.format(Locale.ROOT, "%-7s %s: %s", isMet ? "met" : "MISSED", what, found);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
