package io.freshet.salon.tenant;

import io.freshet.salon.problem.ConflictException;
import org.jspecify.annotations.Nullable;

/**
 * A row whose version goes up with every change. Whoever changes it may say which version was read, as {@code version} in the body; without it the
 * last write wins. Two writes at the same moment are told apart by the database in any case.
 */
public interface Versioned {

    /** How often the row has been changed. */
    long version();

    /**
     * Refuses a change to what has been changed since it was read.
     *
     * @param read the version that was read, null if nobody asks
     * @throws ConflictException if the row has another version now
     */
    default void requireVersion(@Nullable Long read) {
        if (read != null && read != version()) {
            throw new ConflictException("Version " + read + " was changed by somebody else, and is now version "
                    + version() + ": read it again and repeat");
        }
    }
}
