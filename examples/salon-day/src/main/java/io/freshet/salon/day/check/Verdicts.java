package io.freshet.salon.day.check;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Map<Miss, MissTally> misses = new ConcurrentHashMap<>();

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

    /**
     * A kind of stale answer.
     *
     * @param endpoint that shows what is cached
     */
    public record Miss(String cache, String endpoint, Fact fact) {}

    /**
     * How often and how badly answers were stale in one way.
     *
     * @param writes the endpoints whose writes they missed
     * @param neverTrue those that showed what had not been so since the load began: what is another tenant's
     * @param example the oldest
     */
    public record StaleKind(
            String cache,
            String endpoint,
            Fact fact,
            List<String> writes,
            long answers,
            long neverTrue,
            StaleAnswer example) {}

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

    /** Notes one of the things that a stale answer misses. */
    void missed(Miss miss, StaleAnswer answer, boolean isNeverTrue) {
        misses.computeIfAbsent(miss, key -> new MissTally(answer)).add(answer, isNeverTrue);
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

    /** Returns how many kinds of stale answers there were. */
    public int kindCount() {
        return misses.size();
    }

    /** Returns the kinds of stale answers, those of one cache together. */
    public List<StaleKind> kinds() {
        return misses.entrySet().stream()
                .map(miss -> miss.getValue().kind(miss.getKey()))
                .sorted(Comparator.comparing(StaleKind::cache).thenComparing(StaleKind::fact))
                .toList();
    }

    private static final class MissTally {
        private final LongAdder answers = new LongAdder();
        private final LongAdder neverTrue = new LongAdder();
        private final AtomicReference<StaleAnswer> oldest;

        MissTally(StaleAnswer first) {
            oldest = new AtomicReference<>(first);
        }

        void add(StaleAnswer answer, boolean isNeverTrue) {
            answers.increment();
            if (isNeverTrue) {
                neverTrue.increment();
            }
            oldest.accumulateAndGet(answer, (one, other) -> other.millis() > one.millis() ? other : one);
        }

        StaleKind kind(Miss miss) {
            return new StaleKind(
                    miss.cache(),
                    miss.endpoint(),
                    miss.fact(),
                    miss.fact().writes(),
                    answers.sum(),
                    neverTrue.sum(),
                    oldest.get());
        }
    }
}
