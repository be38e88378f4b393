package io.freshet.remote;

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

    /** What a person reads of where this is, without secrets. */
    String description();

    /** Whether it lies in this process, where an application can do without codecs by doing without L2. */
    default boolean isInProcess() {
        return false;
    }

    @Override
    void close();
}
