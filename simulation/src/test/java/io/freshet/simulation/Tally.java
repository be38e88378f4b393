package io.freshet.simulation;

/** What schedules have done. */
final class Tally {

    private long schedules;
    private long steps;
    private long reads;
    private long hits;
    private long unanswered;
    private long faults;

    void schedule() {
        schedules++;
    }

    void step() {
        steps++;
    }

    void answered(boolean fromTheCache) {
        reads++;
        hits += fromTheCache ? 1 : 0;
    }

    void unanswered() {
        unanswered++;
    }

    void fault() {
        faults++;
    }

    void add(Tally other) {
        schedules += other.schedules;
        steps += other.steps;
        reads += other.reads;
        hits += other.hits;
        unanswered += other.unanswered;
        faults += other.faults;
    }

    long schedules() {
        return schedules;
    }

    double hitShare() {
        return reads == 0 ? 0 : (double) hits / reads;
    }

    @Override
    public String toString() {
        return schedules + " schedules, " + steps + " steps, " + faults + " faults, " + reads + " reads, " + hits
                + " of them from the cache, " + unanswered + " unanswered";
    }
}
