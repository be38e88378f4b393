package io.freshet.remote;

/** The shared tier: entries and the sequence that tells which of them are true. Closing it releases connections; twice is once. */
public interface Remote extends AutoCloseable {

    /** Where entries lie. */
    EntryStore entries();

    /** What numbers the bumps. */
    Sequencer sequencer();

    /** What a person reads of where this is, without secrets. */
    String description();

    @Override
    void close();
}
