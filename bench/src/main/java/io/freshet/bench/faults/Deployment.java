package io.freshet.bench.faults;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** The kinds of deployment. */
enum Deployment {
    /** One Redis. */
    STANDALONE("one Redis and one PostgreSQL", StandaloneStage::new),
    /** A master and a replica, promoted by hand. */
    REPLICATED("a Redis master with a replica", ReplicatedStage::new),
    /** A master, a replica and three sentinels. */
    SENTINEL("a Redis master with a replica and three sentinels", SentinelStage::new),
    /** Three masters with a replica each. */
    CLUSTER("a Redis Cluster of three masters with replicas", ClusterStage::new),
    /** PostgreSQL with a standby. */
    DATABASE("a PostgreSQL primary with a standby", DatabaseStage::new);

    private final String words;
    private final Function<Duration, Stage> starting;

    Deployment(String words, Function<Duration, Stage> starting) {
        this.words = words;
        this.starting = starting;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    Stage start(Duration bound) {
        return starting.apply(bound);
    }
}
