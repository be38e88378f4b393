package io.freshet.load;

import java.time.Duration;

/** A read was given up because its load took longer than the cache's hard timeout. The load goes on, and what it brings is kept if it is true. */
public class LoadTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String cache;
    private final String key;
    private final Duration waited;

    /**
     * What took how long.
     *
     * @param cache the cache
     * @param key the key
     * @param waited how long the read has waited
     * @param limit the hard timeout
     */
    public LoadTimeoutException(String cache, String key, Duration waited, Duration limit) {
        super("The load of key '" + key + "' of cache '" + cache + "' has not ended after " + millis(waited)
                + ", and its hard timeout is " + millis(limit)
                + ". It goes on, and the next read is served if it succeeds."
                + " Make what the loader does quicker, raise hard-timeout,"
                + " or set soft-ttl or stale-on-error with soft-timeout so that earlier values answer meanwhile");
        this.cache = cache;
        this.key = key;
        this.waited = waited;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    /** The cache. */
    public String cache() {
        return cache;
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** How long the read has waited. */
    public Duration waited() {
        return waited;
    }
}
