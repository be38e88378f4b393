package io.freshet.bench.peer;

import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;

/** Freshet: writes are captured in the database, nobody evicts. */
final class Freshet implements SystemUnderTest {

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        throw new UnsupportedOperationException("Freshet does not take part yet: leave it out of --systems");
    }
}
