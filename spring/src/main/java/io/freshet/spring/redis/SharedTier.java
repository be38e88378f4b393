package io.freshet.spring.redis;

import io.freshet.remote.Remote;

/** Makes the shared tier. */
@FunctionalInterface
public interface SharedTier {

    /**
     * The shared tier; does not wait for it.
     *
     * @param namespace names the application and its database
     */
    Remote open(String namespace);
}
