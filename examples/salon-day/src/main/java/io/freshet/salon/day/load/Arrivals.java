package io.freshet.salon.day.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * When requests are due, at a rate that goes with the hours of the day and does not wait for answers (an open model).
 *
 * <p>The threads that send them share one sequence. If all of them are held up for longer than the grace, what should have been sent meanwhile
 * is given up and counted, so that one slow second is not followed by a burst that no real crowd would send. Thread-safe.
 */
public final class Arrivals {
    private static final long GRACE_NANOS = Duration.ofMillis(500).toNanos();

    private final long startNanos;
    private final OpeningHours hours;
    private final AtomicLong next = new AtomicLong();
    private final LongAdder givenUp = new LongAdder();

    private Arrivals(long startNanos, OpeningHours hours) {
        this.startNanos = startNanos;
        this.hours = hours;
    }

    /** Returns the arrivals from a {@link System#nanoTime()} on, so many in a second on average. */
    public static Arrivals startingAt(long nanos, double perSecond, Duration day) {
        return new Arrivals(nanos, new OpeningHours(perSecond, day));
    }

    /** Takes the next number of the sequence. */
    public long take(long nowNanos) {
        long number = next.getAndIncrement();
        if (nowNanos - due(number) > GRACE_NANOS) {
            skipTo((long) hours.until((double) (nowNanos - startNanos)));
        }
        return number;
    }

    /** Returns when a number is due, in {@link System#nanoTime()}. */
    public long due(long number) {
        return startNanos + hours.due(number);
    }

    /** Returns how many requests were not sent because everybody was held up. */
    public long givenUp() {
        return givenUp.sum();
    }

    private void skipTo(long number) {
        long present = next.get();
        if (number > present && next.compareAndSet(present, number)) {
            givenUp.add(number - present);
        }
    }
}
