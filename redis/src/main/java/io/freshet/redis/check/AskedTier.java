package io.freshet.redis.check;

import java.util.List;
import java.util.Map;

/** The servers of the shared tier, as they can be asked; methods block and fail as those of {@link AskedServer}. Thread-safe. */
public interface AskedTier {

    /** The server; in a cluster the masters that have slots. */
    List<AskedServer> servers();

    /** Whether it is a cluster. */
    boolean isCluster();

    /** Answers {@code CLUSTER INFO} by its fields. */
    Map<String, String> clusterInfo();

    /** What each sentinel says of the master; empty if none is asked who that is. */
    List<SentinelView> sentinels();

    /** Who polls at present, in sequences of this number of partitions or another. */
    List<Fleet> fleets();

    /** The lease that this instance asked for in its last poll, in milliseconds; 0 if it has not polled. */
    long leaseMillis();

    /**
     * What a sentinel says.
     *
     * @param sentinel its address
     * @param master the fields of {@code SENTINEL MASTER}; empty if it did not answer
     * @param failure why it did not; empty if it did
     */
    record SentinelView(String sentinel, Map<String, String> master, String failure) {

        /** Copies. */
        public SentinelView {
            master = Map.copyOf(master);
        }
    }

    /**
     * Instances that share a sequence.
     *
     * @param partitions in how many parts
     * @param isOurs whether this instance is one of them
     * @param instances their names
     * @param longestLeaseMillis the longest lease that one of them has asked for since the sequence's lineage began
     */
    record Fleet(int partitions, boolean isOurs, List<String> instances, long longestLeaseMillis) {

        /** Copies. */
        public Fleet {
            instances = List.copyOf(instances);
        }
    }
}
