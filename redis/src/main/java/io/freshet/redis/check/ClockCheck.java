package io.freshet.redis.check;

import io.freshet.check.Finding;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How far a server's clock is from that of the application. */
final class ClockCheck {

    private static final Duration NOTABLE = Duration.ofMillis(500);
    private static final Duration FAR = Duration.ofSeconds(5);
    private static final String REMEDY = "Let NTP set the clocks of both machines, slewing and not stepping";

    private final InstantSource clock;

    ClockCheck(InstantSource clock) {
        this.clock = clock;
    }

    Finding of(AskedServer server) {
        Instant before = clock.instant();
        Instant told = server.time();
        Instant after = clock.instant();
        Duration half = Duration.between(before, after).dividedBy(2);
        Duration ahead = Duration.between(before.plus(half), told);
        Duration apart = ahead.abs();
        String found =
                "The server's clock is " + apart.toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead of")
                        + " the application's, give or take " + (half.toMillis() + 1) + " ms";
        if (apart.compareTo(FAR) > 0) {
            return RedisTopic.CLOCK.warning(
                    found + ": ages and soft TTLs of entries that other instances load may be as wrong", REMEDY);
        }
        return apart.compareTo(NOTABLE) > 0 ? RedisTopic.CLOCK.note(found, REMEDY) : RedisTopic.CLOCK.ok(found);
    }
}
