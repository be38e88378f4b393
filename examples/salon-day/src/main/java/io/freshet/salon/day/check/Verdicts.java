package io.freshet.salon.day.check;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What was found when answers were judged. Thread-safe. */
public final class Verdicts {
    private static final int EXAMPLES = 20;

    private final LongAdder stale = new LongAdder();
    private final LongAdder judged = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    private final AtomicLong examplesTaken = new AtomicLong();
    private final Queue<StaleAnswer> examples = new ConcurrentLinkedQueue<>();

    /**
     * One stale answer.
     *
     * @param instance that gave it
     * @param what it showed too little of
     * @param shown the number in the answer
     * @param acknowledged the number that had been acknowledged before
     */
    public record StaleAnswer(
            String cache, String instance, long tenant, String what, long shown, long acknowledged, long millis) {}

    /** Notes that an answer was judged and found fresh in everything. */
    public void fresh() {
        judged.increment();
    }

    /** Notes a stale answer once, by the oldest thing that it misses. */
    public void stale(StaleAnswer answer, long nanos) {
        judged.increment();
        stale.increment();
        longest.accumulate(nanos);
        if (examplesTaken.incrementAndGet() <= EXAMPLES) {
            examples.add(answer);
        }
    }

    /** Returns how many answers were judged. */
    public long judged() {
        return judged.sum();
    }

    public long staleAnswers() {
        return stale.sum();
    }

    public Duration longestStaleness() {
        return Duration.ofNanos(longest.get());
    }

    /** Returns the first few stale answers. */
    public List<StaleAnswer> examples() {
        return List.copyOf(examples);
    }
}
