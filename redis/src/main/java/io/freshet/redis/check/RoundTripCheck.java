package io.freshet.redis.check;

import io.freshet.check.Finding;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How long a server takes to answer. */
final class RoundTripCheck {

    private static final int QUESTIONS = 9;
    private static final Duration LONG = Duration.ofMillis(5);
    private static final Duration TOO_LONG = Duration.ofMillis(50);
    private static final String REMEDY =
            "Bring application and server nearer to each other, and look at SLOWLOG GET and LATENCY DOCTOR on the server";

    private RoundTripCheck() {}

    static Finding of(AskedServer server) {
        List<Duration> taken =
                Stream.generate(server::roundTrip).limit(QUESTIONS).sorted().toList();
        Duration median = taken.get(QUESTIONS / 2);
        String found = String.format(
                Locale.ROOT,
                "%.2f ms in the median of %d, %.2f at the most",
                millis(median),
                QUESTIONS,
                millis(taken.get(QUESTIONS - 1)));
        if (median.compareTo(TOO_LONG) >= 0) {
            return RedisTopic.ROUND_TRIP.problem(found, REMEDY);
        }
        return median.compareTo(LONG) >= 0
                ? RedisTopic.ROUND_TRIP.warning(found, REMEDY)
                : RedisTopic.ROUND_TRIP.ok(found);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
