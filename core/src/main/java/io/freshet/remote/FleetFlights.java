package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Who in the fleet loads which key at present, so that only one does. A claim has a lease: if its owner dies, it is free again when that
 * ends. Only thrift rests on it, never correctness: two owners at once cost a second load. Thread-safe; never blocks; stages complete
 * exceptionally with {@link RemoteException}.
 */
public interface FleetFlights {

    /** Claims a key unless somebody has; answers whether this owner now has it. */
    CompletionStage<Boolean> claim(String key, String owner, Duration lease);

    /** Prolongs the lease of a claim that the owner still has; answers whether it has. */
    CompletionStage<Boolean> prolong(String key, String owner, Duration lease);

    /** Gives up a claim, if the owner still has it, and tells all who wait. */
    CompletionStage<@Nullable Void> release(String key, String owner);

    /** Hears the keys that were released; messages may be lost. */
    void onReleased(Consumer<String> listener);
}
