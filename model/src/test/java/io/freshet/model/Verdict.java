package io.freshet.model;

/** What TLC found out about a configuration. */
sealed interface Verdict {

    /**
     * Every state was looked at, and every invariant holds in each.
     *
     * @param states how many distinct states there are
     */
    record Holds(long states) implements Verdict {}

    /**
     * An invariant is broken.
     *
     * @param invariant its name
     * @param states how many states the shortest behaviour has that breaks it
     */
    record Violates(String invariant, int states) implements Verdict {}

    /**
     * Neither: TLC could not read the specification, failed, or ran out of time.
     *
     * @param output what it printed last
     */
    record Unknown(String output) implements Verdict {}
}
