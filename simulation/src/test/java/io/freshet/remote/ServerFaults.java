package io.freshet.remote;

/** What can happen to the keys of one partition of a server in process: for tests. */
public final class ServerFaults {

    private ServerFaults() {}

    /** One of the keys of a partition. */
    public enum Key {
        /** {@code Z}: the sequence, and the last bump of each tag. */
        SEQUENCE,
        /** {@code H}: certificate, counter, snapshot, floor, lineage. */
        HEAD,
        /** {@code A}: transactions that are noted as done. */
        TRANSACTIONS,
        /** {@code M}: who may hold a lease. */
        MEMBERS
    }

    /** The key is evicted or deleted. */
    public static void lose(InProcessRemote server, int partition, Key key) {
        InProcessSequencer sequencer = sequencer(server, partition);
        switch (key) {
            case SEQUENCE -> sequencer.loseSequence();
            case HEAD -> sequencer.loseHead();
            case TRANSACTIONS -> sequencer.loseTransactions();
            case MEMBERS -> sequencer.loseMembers();
        }
    }

    /** The tags bumped longest ago are dropped, so many at the most; the floor rises. */
    public static void trim(InProcessRemote server, int partition, int most) {
        sequencer(server, partition).trim(most);
    }

    private static InProcessSequencer sequencer(InProcessRemote server, int partition) {
        return (InProcessSequencer) server.partitions().get(partition);
    }
}
