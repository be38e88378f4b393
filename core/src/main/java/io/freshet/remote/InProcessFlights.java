package io.freshet.remote;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Claims inside a process. Thread-safe. */
final class InProcessFlights implements FleetFlights {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Claim> claims = new HashMap<>();
    private final LongSupplier nanos;

    InProcessFlights(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public synchronized CompletionStage<Boolean> claim(String key, String owner, Duration lease) {
        Claim present = claims.get(key);
        boolean isFree = present == null || present.endsNanos() - nanos.getAsLong() <= 0;
        if (isFree) {
            claims.put(key, new Claim(owner, nanos.getAsLong() + lease.toNanos()));
        }
        return CompletableFuture.completedFuture(isFree);
    }

    @Override
    public synchronized CompletionStage<Boolean> prolong(String key, String owner, Duration lease) {
        Claim present = claims.get(key);
        boolean isOwn = present != null && present.owner().equals(owner) && present.endsNanos() - nanos.getAsLong() > 0;
        if (isOwn) {
            claims.put(key, new Claim(owner, nanos.getAsLong() + lease.toNanos()));
        }
        return CompletableFuture.completedFuture(isOwn);
    }

    @Override
    public CompletionStage<@Nullable Void> release(String key, String owner) {
        boolean isOwn;
        synchronized (this) {
            Claim present = claims.get(key);
            isOwn = present != null && present.owner().equals(owner);
            if (isOwn) {
                claims.remove(key);
            }
        }
        if (isOwn) {
            listeners.forEach(listener -> listener.accept(key));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onReleased(Consumer<String> listener) {
        listeners.add(listener);
    }

    private record Claim(String owner, long endsNanos) {}
}
