package io.freshet.remote;

import io.freshet.check.Check;

import java.util.List;

/** The shared tier: entries and the sequence that tells which of them are true. Closing it releases connections; twice is once. */
public interface Remote extends AutoCloseable {

    /** Where entries lie. */
    EntryStore entries();

    /** What numbers the bumps. */
    Partitions partitions();

    /** Who loads what in the fleet. */
    FleetFlights flights();

    /** What people set at run time, for the whole fleet. */
    ControlStore controls();

    /** What instances tell of themselves. */
    Roster roster();

    /** What instances ask each other; a tier need not carry that. */
    default Questions questions() {
        return Questions.none();
    }

    /** What a person reads of where this is, without secrets. */
    String description();

    /** What can be looked at in its servers, by who asks how they are set up. */
    default List<Check> checks() {
        return List.of();
    }

    /** Whether it lies in this process, where an application can do without codecs by doing without L2. */
    default boolean isInProcess() {
        return false;
    }

    @Override
    void close();
}
