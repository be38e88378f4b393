package io.freshet.invalidate;

import java.util.Collection;

/** Where a change made by hand goes: into the transaction of the calling thread, if there is one. Thread-safe. */
@FunctionalInterface
public interface ChangeScope {

    /** Adds the tags to the present transaction, to become effective with its commit; false if there is none. */
    boolean join(Collection<String> tagNames);

    /** No transactions anywhere. */
    static ChangeScope none() {
        return tags -> false;
    }
}
