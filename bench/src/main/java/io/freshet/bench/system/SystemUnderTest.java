package io.freshet.bench.system;

import java.time.Duration;

/** A caching system that takes part in a benchmark: it opens the caches of the application's instances. */
public interface SystemUnderTest {

    /** The time to live that every system is given. */
    Duration TTL = Duration.ofSeconds(60);

    /** What all instances of a system call their cache. */
    String CACHE = "register";

    /** Opens one instance. Other instances that are opened with the same servers share its L2. */
    CacheUnderTest open(Servers servers, String instance);
}
