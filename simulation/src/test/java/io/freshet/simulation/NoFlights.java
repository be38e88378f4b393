package io.freshet.simulation;

import io.freshet.remote.FleetFlights;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Nobody waits for anybody's load: what a waiter would be given is a look-up like any other. */
final class NoFlights implements FleetFlights {

    static final NoFlights INSTANCE = new NoFlights();

    private NoFlights() {}

    @Override
    public CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, String owner) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onReleased(Consumer<String> listener) {
        // nobody waits
    }
}
