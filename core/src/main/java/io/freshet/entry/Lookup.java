package io.freshet.entry;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** What looking for an entry answers. A null value that was cached is a {@link Hit}, as are an empty list, 0 and false. */
public sealed interface Lookup {

    /**
     * A value that may be served.
     *
     * @param value the value
     * @param tier where it was found
     */
    record Hit(@Nullable Object value, Tier tier) implements Lookup {}

    /**
     * An expired value that nothing has invalidated: it may be served if the loader fails, where the cache allows that.
     *
     * @param value the value
     * @param expiredFor for how long it has been expired
     */
    record Stale(@Nullable Object value, Duration expiredFor) implements Lookup {}

    /** Nothing that may be served. */
    record Miss() implements Lookup {

        /** The one there is. */
        public static final Miss INSTANCE = new Miss();
    }
}
