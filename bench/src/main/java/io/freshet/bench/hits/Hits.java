package io.freshet.bench.hits;

import org.jspecify.annotations.Nullable;

/** One system with all keys in its tiers. What it does not have is null. Thread-safe. */
interface Hits extends AutoCloseable {

    /** Reads in process. */
    default @Nullable Read local() {
        return null;
    }

    /** Reads in process through an annotated method of a Spring bean. */
    default @Nullable Read annotated() {
        return null;
    }

    /** Reads from Redis, decoding included. */
    default @Nullable Read remote() {
        return null;
    }

    /** How many reads so far were no hits, in systems that may refuse to serve what they hold: see {@link HitsResult}. */
    default long misses() {
        return 0;
    }

    /** Closes connections and threads. */
    @Override
    void close();

    /** Reads one key that is there. */
    @FunctionalInterface
    interface Read {
        /** The value; null or an exception if it is not there. */
        @Nullable
        Object of(Integer key);
    }

    /** Refuses to load: a benchmark of hits must not measure a miss. */
    @SuppressWarnings("DoNotCallSuggester") // it stands where a loader would
    static Item missed(Object key) {
        throw new IllegalStateException("Key " + key + " is not in the cache any more");
    }
}
