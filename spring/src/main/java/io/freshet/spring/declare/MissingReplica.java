package io.freshet.spring.declare;

import io.freshet.Cache;
import io.freshet.spring.observe.CacheObserver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Says of caches whose loads may read a replica that there is none. */
public final class MissingReplica implements CacheObserver {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    @Override
    public void declared(Cache<?, ?> cache) {
        if (cache.policy().fromReplica()) {
            LOG.warn(
                    "Loads of cache '" + cache.name()
                            + "' may read a replica, but there is no bean of type io.freshet.read.Replica: they read the primary");
        }
    }
}
