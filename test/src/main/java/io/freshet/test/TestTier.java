package io.freshet.test;

/** Which shared tier the caches of a test have. */
public enum TestTier {
    /**
     * One inside the process, by the same rules as that in Redis; Redis is not needed, and not asked if it is there. Values are written as bytes and
     * read again where {@code freshet-redis} is there.
     */
    SIMULATED,
    /** A real {@code redis-server} that the test kit starts, one for all tests of the JVM; needs {@code freshet-testkit}. */
    EMBEDDED,
    /** What the application says, by {@code spring.data.redis} or a service connection. */
    CONFIGURED
}
