package io.freshet.salon.day.check;

import io.freshet.salon.day.check.Verdicts.StaleAnswer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one answer misses, if anything. Used again for the next answer. Not thread-safe. */
public final class Judgement {
    private static final Comparator<Missed> BY_AGE = Comparator.comparingLong(Missed::nanos);

    private final List<Missed> missed = new ArrayList<>();
    private long startNanos;

    private record Missed(Fact fact, String what, long value, long offset, Register register, long nanos) {}

    /** Begins to judge an answer to a request that was sent at this {@link System#nanoTime()}. */
    public void begin(long sentNanos) {
        startNanos = sentNanos;
        missed.clear();
    }

    /**
     * Judges one number of the answer.
     *
     * @param offset what the answer shows besides the number itself
     */
    public void number(Fact fact, long value, long offset, Register register) {
        long staleness = register.staleness(value, startNanos);
        if (staleness > 0) {
            missed.add(new Missed(fact, fact.name(), value, offset, register, staleness));
        }
    }

    /** Judges one price of the answer. */
    public void price(long service, long value, Register register) {
        long staleness = register.staleness(value, startNanos);
        if (staleness > 0) {
            missed.add(new Missed(Fact.PRICE, "PRICE of service " + service, value, 0, register, staleness));
        }
    }

    public boolean isStale() {
        return !missed.isEmpty();
    }

    /**
     * Counts the answer, and each kind of what it misses.
     *
     * @param endpoint that was asked
     */
    public void deliver(String cache, String endpoint, String instance, long tenant, Verdicts verdicts) {
        if (missed.isEmpty()) {
            verdicts.fresh();
            return;
        }
        missed.sort(BY_AGE.reversed());
        verdicts.stale(
                answer(missed.get(0), cache, instance, tenant), missed.get(0).nanos());
        for (Missed one : missed) {
            verdicts.missed(
                    new Verdicts.Miss(cache, endpoint, one.fact()),
                    answer(one, cache, instance, tenant),
                    one.register().hasNeverBeen(one.value()));
        }
    }

    private static StaleAnswer answer(Missed one, String cache, String instance, long tenant) {
        return new StaleAnswer(
                cache,
                instance,
                tenant,
                one.what(),
                one.value() + one.offset(),
                one.register().acknowledged() + one.offset(),
                one.nanos() / 1_000_000);
    }
}
