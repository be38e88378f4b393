package io.freshet.salon.day.check;

/** What one answer misses, if anything: the oldest of it. Used again for the next answer. Not thread-safe. */
public final class Judgement {
    private long startNanos;
    private long staleNanos;
    private String what = "";
    private long shown;
    private long acknowledged;

    /** Begins to judge an answer to a request that was sent at this {@link System#nanoTime()}. */
    public void begin(long sentNanos) {
        startNanos = sentNanos;
        staleNanos = 0;
    }

    /** Judges one number of the answer. */
    public void number(Fact fact, long value, Register register) {
        long staleness = register.staleness(value, startNanos);
        if (staleness > staleNanos) {
            note(fact.name(), value, register, staleness);
        }
    }

    /** Judges one price of the answer. */
    public void price(long service, long value, Register register) {
        long staleness = register.staleness(value, startNanos);
        if (staleness > staleNanos) {
            note("PRICE of service " + service, value, register, staleness);
        }
    }

    public boolean isStale() {
        return staleNanos > 0;
    }

    /** Counts the answer. */
    public void deliver(String cache, String instance, long tenant, Verdicts verdicts) {
        if (isStale()) {
            verdicts.stale(
                    new Verdicts.StaleAnswer(
                            cache, instance, tenant, what, shown, acknowledged, staleNanos / 1_000_000),
                    staleNanos);
        } else {
            verdicts.fresh();
        }
    }

    private void note(String name, long value, Register register, long staleness) {
        staleNanos = staleness;
        what = name;
        shown = value;
        acknowledged = register.acknowledged();
    }
}
